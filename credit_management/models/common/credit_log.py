from odoo import api, models
from odoo.exceptions import AccessError

from ...const import MANAGER

# Keys of a context with which Odoo tells nothing.
SILENT = {"tracking_disable", "mail_notrack", "mail_create_nolog"}


class CreditLog(models.AbstractModel):
    """A document whose messages are evidence of who decided what: they are written once, in one's own name.

    Write access to a document gives Odoo's users power over its messages, followers and other
    people's activities. Here it does not; see also ``mail.message``, ``mail.activity`` and
    ``ir.attachment`` beside this file, for clients reach those without the document.
    """

    _name = "credit.log"
    _description = "Log of Credit Decisions"
    _inherit = ["mail.thread", "credit.guard"]

    @api.model
    def _credit_logs(self):
        """The names of the documents with such a log."""
        names = self.env.registry.descendants(["credit.log"], "_inherit")
        return {name for name in names if not self.env.registry[name]._abstract}

    # === CHANGES === #

    @api.model_create_multi
    def create(self, vals_list):
        return super(CreditLog, self._credit_aloud()).create(vals_list).with_env(self.env)

    def write(self, vals):
        return super(CreditLog, self._credit_aloud()).write(vals)

    def _credit_aloud(self):
        """Drop from a client's context what would keep a change out of the log."""
        context = self.env.context
        if self.env.su or self._credit_is_by_method() or SILENT.isdisjoint(context):
            return self
        # Keywords would be added to the context and take nothing away.
        aloud = {name: value for name, value in context.items() if name not in SILENT}
        return self.with_context(aloud)  # pylint: disable=context-overridden

    # === MESSAGES === #

    def _message_update_content(self, message, /, **kwargs):
        # EXTENDS 'mail': the web client edits and deletes messages by it, with the rights of the system
        self._refuse_change_of_log()

    def message_change_thread(self, new_thread, new_parent_message=False):
        # EXTENDS 'mail'
        self._refuse_change_of_log()

    def _message_track(self, fields_iter, initial_values_dict):
        # EXTENDS 'mail': changes are told by the document alone, never by a client
        return super(CreditLog, self._credit_by_method())._message_track(fields_iter, initial_values_dict)

    @api.model
    def _refuse_change_of_log(self):
        raise AccessError(
            self.env._(
                "%(user)s cannot change or remove what is in the log of credit decisions. Write another message.",
                user=self.env.user.name,
            )
        )

    # === FOLLOWERS === #

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # EXTENDS 'mail': other subtypes for a follower may be none at all
        if subtype_ids is not None:
            following = self.sudo().message_partner_ids.ids
            self._check_followers_of_others(set(partner_ids or []) & set(following))
        return super().message_subscribe(partner_ids=partner_ids, subtype_ids=subtype_ids)

    def message_unsubscribe(self, partner_ids=None):
        # EXTENDS 'mail'
        self._check_followers_of_others(partner_ids or [])
        return super().message_unsubscribe(partner_ids)

    def _check_followers_of_others(self, partner_ids):
        """Everybody stops following; managers decide for others."""
        others = set(partner_ids) - {self.env.user.partner_id.id}
        if others and not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(user)s cannot stop others from following credit decisions. Ask them, or a credit manager.",
                    user=self.env.user.name,
                )
            )

    # === TO-DOS OF WHO LEAVES === #

    def _credit_pass_activity(self, activity, leaving):
        """Give a to-do to another person, and say so.

        :param leaving: users who are being archived
        """
        self.ensure_one()
        former = activity.user_id
        user = self._credit_successor(leaving | self._credit_parties())
        if not user:
            self._message_log(
                body=self.env._(
                    "%(former)s was archived, and nobody is there to take over “%(activity)s”.",
                    former=former.name,
                    activity=activity.display_name,
                )
            )
            return
        activity.with_context(mail_activity_quick_update=True).user_id = user
        self._message_log(
            body=self.env._(
                "%(former)s was archived: “%(activity)s” is %(user)s's now.",
                former=former.name,
                activity=activity.display_name,
                user=user.name,
            )
        )

    def _credit_pass_to_stand_in(self, activity, stand_in):
        """Give a to-do of who is absent to the substitute, or to somebody else where it cannot be theirs; say so.

        :return: whose it is now; nobody where it stays
        """
        self.ensure_one()
        former = activity.user_id
        user = (
            stand_in
            if self._credit_may_take(activity, stand_in)
            else self._credit_successor(former | self._credit_parties())
        )
        if user and user != former:
            activity.with_context(mail_activity_quick_update=True).user_id = user
            self._message_log(
                body=self.env._(
                    "%(former)s is absent: “%(activity)s” is %(user)s's now.",
                    former=former.name,
                    activity=activity.display_name,
                    user=user.name,
                )
            )
        return user - former

    def _credit_may_take(self, activity, user):
        """Whether a to-do can be this person's: who reads the document, and whose own matter it is not."""
        return user not in self._credit_parties() and self._credit_is_read_by(user)

    def _credit_is_read_by(self, user):
        """Whether a person reads the document, in any of their companies."""
        company_ids = user.sudo().company_ids.ids  # those of others need not be in sight
        return self.with_user(user).with_context(allowed_company_ids=company_ids).sudo(False).has_access("read")

    def _credit_parties(self):
        """Whose own matter it is: nobody decides on that."""
        return self._get_hands()[self] if "hand_ids" in self._fields else self.env["res.users"]

    def _credit_controllers(self):
        """Who looks after the customer the document is about."""
        return self.account_id.controller_id if "account_id" in self._fields else self.env["res.users"]

    def _credit_successor(self, excluded):
        """The controller of the customer, else of the company, else another credit manager who works there."""
        company = self.company_id if "company_id" in self._fields else self.env["res.company"]
        # Who holds a role is no secret to who passes work on.
        managers = self.env.ref(MANAGER).sudo().all_user_ids.sorted("id")
        people = self._credit_controllers() | company.root_id.credit_controller_id | managers
        if company:
            people = people._credit_working_for(company.root_id)
        people = people.filtered(lambda user: user.active and not user.share and self._credit_is_read_by(user))
        people -= excluded
        return (people._credit_there(company.root_id) or people)[:1]
