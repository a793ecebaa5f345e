import math

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.const import ANALYST, ROLES
from odoo.addons.credit_management.models.limit.credit_authority_lookup import RAISE

from ..const import COVER_ACTIVITY


class CreditSecuring(models.AbstractModel):
    """A document by which a customer's limit becomes more secured: proposed by one person, confirmed by another one
    with authority for what it raises the limit by.
    """

    _name = "credit.securing"
    _description = "Decision on Cover"
    _inherit = ["credit.decided", "credit.alone"]
    _decision, _waiting_state = RAISE, "proposed"

    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_within_authority",
        help="You may confirm it: you had no hand in it, and your authority is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")
    can_take_back = fields.Boolean(compute="_compute_can_take_back")

    # === WHAT A MODEL SAYS === #

    def _get_cover(self):
        """The cover it is about."""
        raise NotImplementedError

    def _get_spans(self):
        """What the cover would secure of the limit from today on, were this confirmed now: core.cover.Secured."""
        raise NotImplementedError

    def _check_obstacles(self):
        """Refuse what cannot be on record, by one sentence each."""
        raise NotImplementedError

    def _set_confirmed(self, alone):
        """
        :param alone: values that keep on record who let one person decide, see ``credit.alone``
        """
        self._credit_by_method().write({"state": "confirmed", **self._prepare_decision_vals(), **alone})
        self._close_passed_on()

    # === COMPUTE === #

    @api.depends("state", "author_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for document in self:
            document.can_decide = document._origin.id in able.ids
            document.can_refuse = document._origin.id in others.ids
            document.beyond_authority = document._origin.id in (others - able).ids

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        analyst = self.env.user.has_group(ANALYST)
        for document in self:
            document.can_take_back = analyst and document.state == "proposed"

    # === ACTIONS === #

    def action_take_back(self):
        """Let a proposal be changed; until it is proposed again nobody decides on it."""
        self._check_role()
        self._check_state("proposed")
        self._credit_by_method().write({"state": "draft"})
        return True

    def action_confirm(self):
        """Let proposals count, from today at the earliest."""
        self._check_deciding()
        self._check_shown()
        self.account_id._claim_limits()
        for document in self:
            document._check_obstacles()
            raised = document._get_needed()
            document._note_lent(document._check_authority(raised), raised)
            document._set_confirmed(document._check_alone(raised))
        return True

    def action_refuse(self):
        """Turn proposals down; who had a hand in them withdraws them the same way."""
        own = self.filtered(lambda document: self.env.user in document.sudo().hand_ids)  # users of the past, too
        (self - own)._check_deciding()
        self._check_shown()
        own._check_role()
        own._check_state("proposed")
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        self._close_passed_on()
        for document in self:
            document._tell(self.env._("%(document)s refused", document=document.display_name))
        return True

    # === CHECKS === #

    def _check_role(self, role="analyst"):
        if not self.env.user.has_group(ROLES[role]):
            raise AccessError(
                self.env._("%(user)s cannot decide on cover. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, state):
        for document in self:
            if document.state != state:
                raise UserError(
                    self.env._(
                        "%(document)s of %(partner)s is “%(state)s”, which leaves nothing to decide. Open it and look"
                        " again.",
                        document=document.display_name,
                        partner=document.partner_id.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[document.state],
                    )
                )

    def _check_deciding(self):
        self._check_role()
        self._check_state("proposed")
        self._check_hands()

    def _check_authority(self, raised):
        """Refuse a decision that raises the limit by more than the user may.

        :return: the authority by which the user decides
        """
        authority = self._lookup_authorities()[self.env.user, self]
        if obstacle := self._get_obstacle_of_amount(raised, authority):
            raise AccessError(obstacle)
        return authority

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        return self._get_obstacle_of_amount(self._get_needed(), self._lookup_authorities()[self.env.user, self])

    def _get_obstacle_of_amount(self, raised, authority):
        if authority is not None and authority.covers(raised):
            return ""
        unlimited = self.env._("an unlimited amount")
        return self.env._(
            "%(user)s may raise a limit by up to %(allowed)s in %(days)d days; with %(document)s that of %(partner)s"
            " would rise by %(rise)s. Ask a person with more authority.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id._credit_root().credit_authority_window,
            document=self.display_name,
            partner=self.partner_id.display_name,
            rise=unlimited if raised == math.inf else format_amount(self.env, raised, self.currency_id),
        )

    def _get_decided_text(self):
        # EXTENDS 'credit.decided'
        if self.state == "proposed":
            return self.env._(
                "%(document)s is proposed and stays as it is. Take it back to change it.", document=self.display_name
            )
        return super()._get_decided_text()

    # === MEASURE === #

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        limits, dated = self.env["credit.limit"], self.account_id._dated_limits()
        return {
            document: limits._measure_rise_of(
                document.account_id,
                dated[document.account_id],
                document._get_cover()._replace_secured(dated[document.account_id], document._get_spans()),
            )
            for document in self
        }

    def _measure_alone(self):
        # EXTENDS 'credit.alone'
        return self._measure_needed()

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone'
        return accounts._get_released_alone()

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self.account_id, COVER_ACTIVITY

    # === RECORD === #

    def _prepare_decision_vals(self):
        return {"approver_id": self.env.uid, "approved_on": fields.Datetime.now()}

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands = super()._get_hands()
        # Users of the past had a hand, too.
        return {document: users | document.sudo().author_id for document, users in hands.items()}

    def _close_passed_on(self):
        """Close the to-do of the account where nothing about its cover waits any more."""
        waiting = self.search([("account_id", "in", self.account_id.ids), ("state", "=", "proposed")])
        (self.account_id - waiting.account_id)._credit_close_activities(COVER_ACTIVITY)

    def _tell(self, text):
        for document in self:
            account = document.account_id.sudo()  # who decides need not write accounts
            account._message_log(body=text, author_id=self.env.user.partner_id.id)
