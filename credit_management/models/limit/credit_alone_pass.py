from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST


class CreditAlone(models.AbstractModel):
    """Passing on what is beyond one's authority, or one's own: to whoever may approve it, by name."""

    _inherit = "credit.alone"

    pass_to_name = fields.Char(
        string="Pass On to",
        compute="_compute_obstacle_text",
        groups=ANALYST,
        help="Who may approve it: the controller of the customer, else of those with the least authority that is"
        " enough the one with the fewest open to-dos.",
    )

    def _compute_obstacle_text(self):
        # EXTENDS 'credit.alone'
        done = super()._compute_obstacle_text()
        for document in self:
            name = document.obstacle_text and document._origin._get_pass_to().sudo().name  # whom to ask is no secret
            document.pass_to_name = name
        return done

    def action_pass_on(self):
        """Ask who may approve it, by a to-do and a message."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(self.env._("%(user)s decides on no credit.", user=self.env.user.name))
        self.check_access("read")
        names = []
        for document in self:
            if document.state != document._waiting_state:
                raise UserError(self.env._("%(document)s waits for nobody any more.", document=document.display_name))
            user = document._get_pass_to()
            if not user:
                raise UserError(document._get_others_remedy())
            document._pass_to(user)
            names.append(user.sudo().name)  # whom to ask is no secret
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Passed on to %s.", ", ".join(dict.fromkeys(names))),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_pass_to(self):
        """Who is asked: who looks after the customer or the company's credit, else the first who may approve it."""
        others = self._get_others_entitled()
        document = self.sudo()  # whom to ask is no secret
        root = document.company_id.root_id
        for preferred in (document.account_id.controller_id, root.credit_controller_id):
            if (asked := preferred._credit_stand_in(root) or preferred) in others:
                return asked
        return others[:1]

    def _pass_to(self, user):
        """Give the to-do to this person and say so in the log."""
        thread, activity_type = self._get_pass_thread()
        thread, user = thread.sudo(), user.sudo()  # the to-do and the log are not theirs to write who pass on
        words = self.with_context(lang=user.lang)  # of the one who reads it
        thread.activity_unlink([activity_type], only_automated=False)
        summary = words.env._("Approve or refuse: %s", words.display_name)
        # The message is mailed; Odoo's own mail about a to-do would be a second one.
        quiet = thread.with_context(mail_activity_quick_update=True)
        quiet.activity_schedule(activity_type, user_id=user.id, summary=summary)
        thread.message_post(
            subject=summary,
            body=words.env._(
                "%(author)s passes %(document)s on to %(user)s.",
                author=self.env.user.name,
                document=words.display_name,
                user=user.name,
            ),
            partner_ids=user.partner_id.ids,
            author_id=self.env.user.partner_id.id,
        )

    def _credit_may_take(self, activity, user):
        # EXTENDS 'credit.log' (common), where the document has one: to decide takes authority
        _thread, kind = self._get_pass_thread()
        if activity.activity_type_id != self.env.ref(kind):
            return super()._credit_may_take(activity, user)
        return super()._credit_may_take(activity, user) and self._can_be_decided_by(user)

    def _can_be_decided_by(self, user):
        """Whether a person may approve it today, by their authority in any of their companies."""
        company_ids = user.sudo().company_ids.ids  # those of others need not be in sight
        own = self.with_user(user).with_context(allowed_company_ids=company_ids).sudo(False)
        return bool(own._get_others_waiting()._within_authority())

    def _get_pass_thread(self):
        """The record with the log, and the kind of to-do that is passed on."""
        raise NotImplementedError
