from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.const import ANALYST, MANAGER
from odoo.addons.credit_management.models.common.text import stripped


class CreditAccountAllowance(models.Model):
    """An allowance by name for what one customer will not pay; the customer is out of the provision matrix then.

    Proposed by one person, approved by another. The latest one of a customer holds.
    """

    _name = "credit.account.allowance"
    _description = "Specific Allowance"
    _inherit = ["credit.decided"]
    _order = "id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        help="What will not be paid of all that the customer owes; of the open receivables at most all of them count."
    )
    reason = fields.Text(help="Why this customer is not judged by the rates of all others.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False)

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "An allowance cannot be negative.")
    _approved_by_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'ended') OR approver_id <> author_id)", "Nobody approves an own allowance."
    )
    _one_in_force = models.UniqueIndex(
        "(account_id) WHERE state = 'approved'", "This customer has an allowance: the new one ends it."
    )

    @api.depends("partner_id", "amount")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for allowance in self:
            customer = allowance.sudo().partner_id.name or self.env._("New")  # the customer need not be in sight
            amount = format_amount(
                self.env, allowance.amount, allowance.sudo().currency_id or self.env.company.currency_id
            )
            allowance.display_name = f"{customer} · {amount}"

    # === WHAT THE MIXINS ASK === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"account_id", "amount", "reason"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "amount", "reason", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Propose, Approve, Refuse or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft the allowance, propose it and let another person approve it.")

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands = super()._get_hands()
        return {one: users | one.sudo().author_id for one, users in hands.items()}  # users of the past, too

    # === ACTIONS === #

    def action_propose(self):
        """Let another person decide on drafts."""
        self._check_role(ANALYST)
        self._check_state("draft")
        for allowance in self:
            if allowance.currency_id.compare_amounts(allowance.amount, 0.0) <= 0 or not stripped(allowance.reason):
                raise UserError(self.env._("Enter an amount above zero and why: who decides reads it."))
        self._add_hands()
        self._credit_by_method().write({"state": "proposed", "author_id": self.env.uid})
        return True

    def action_take_back(self):
        """Let a proposal be changed; it is proposed anew then."""
        self._check_role(ANALYST)
        self._check_state("proposed")
        self._credit_by_method().write({"state": "draft"})
        return True

    def action_approve(self):
        """Let allowances count from the next provision on; those before end."""
        self._check_deciding("proposed")
        self.account_id.sudo()._claim_limits()  # accounts are not theirs to write
        for allowance in self:
            former = self.search([("account_id", "=", allowance.account_id.id), ("state", "=", "approved")])
            former._set_ended()
            allowance._credit_by_method().write({"state": "approved", **self._prepare_decision_vals()})
        return True

    def action_refuse(self):
        """Turn proposals down."""
        self._check_deciding("proposed")
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        return True

    def action_end(self):
        """Let the customer be judged by the rates of all others again."""
        self._check_deciding("approved")
        self._set_ended()
        return True

    def _set_ended(self):
        self._credit_by_method().write({"state": "ended", "ended_on": fields.Datetime.now()})
        self.env.flush_all()  # one in force: the next one is written after it

    def _prepare_decision_vals(self):
        return {"approver_id": self.env.uid, "approved_on": fields.Datetime.now()}

    def _held_on(self, moment, account):
        """Whether this was in force for an account at a moment."""
        self.ensure_one()
        begun = self.approver_id and self.state in ("approved", "ended") and self.approved_on <= moment
        return bool(account == self.account_id and begun and (not self.ended_on or self.ended_on >= moment))

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(role):
            raise AccessError(
                self.env._("%(user)s cannot decide on allowances. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_deciding(self, state):
        self._check_role(MANAGER)
        self._check_state(state)
        self._check_hands()
        self._check_shown()

    def _check_state(self, state):
        for allowance in self:
            if allowance.state != state:
                raise UserError(
                    self.env._(
                        "%(document)s is “%(state)s”, so this cannot be done. Open it again to see it as it stands.",
                        document=allowance.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[allowance.state],
                    )
                )
