from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import ANALYST, MANAGER
from ..common.day import format_day

# Fields the second pair of eyes looks at: whoever changes one has a hand in the proposal.
PROPOSED = {"account_id", "kind", "amount", "unlimited", "valid_from", "valid_to"}


class CreditLimit(models.Model):
    """One dated component of an account's credit limit.

    Proposed and taken back by those who work on it (credit_limit_hands), approved, refused and ended by others
    (credit_limit_state) within an authority (credit_limit_authority), what was refused before it standing in the way
    (credit_limit_refused).

    The limit in force is never stored: ``_effective`` adds up the components that count on a
    day. Nothing has to run at midnight for a limit to begin or to expire.
    """

    _name = "credit.limit"
    _description = "Credit Limit"
    _inherit = ["credit.decided", "credit.refused", "credit.stepped"]
    _deleted_states = ()
    _order = "valid_from desc, id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("base", "Base"), ("temporary", "Temporary"), ("secured", "Secured")],
        required=True,
        default="base",
        help="A base limit replaces the one before it. A temporary one is added on top while it lasts, and so is what"
        " cover secures.",
    )
    amount = fields.Monetary(help="What the customer may owe by this component, in the company's currency.")
    unlimited = fields.Boolean(help="No ceiling at all. Zero, by contrast, grants nothing.")
    amount_text = fields.Char(string="Limit", compute="_compute_amount_text")
    valid_from = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    valid_to = fields.Date(help="The last day of this limit. Empty for no end.")
    origin = fields.Selection(
        [
            ("request", "Request"),
            ("assessment", "Assessment"),
            ("batch", "Mass Change"),
            ("migration", "Migration"),
            ("merge", "Merged Customer"),
            ("cover", "Change of Cover"),
        ],
        required=True,
        default="request",
        readonly=True,
        copy=False,
    )
    reason = fields.Text(required=True, groups=ANALYST)
    end_reason = fields.Text(string="Reason of End", readonly=True, copy=False, groups=ANALYST)
    state = fields.Selection(
        [
            ("draft", "Taken Back"),
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
        index=True,
    )
    counts = fields.Boolean(
        readonly=True,
        copy=False,
        help="Takes part in the effective limit between its dates: approved, and neither withdrawn before its"
        " first day nor brought here from a merged customer.",
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False, help="When it was decided that this limit ends early.")
    agreed_to = fields.Date(
        string="Agreed Until", readonly=True, copy=False, help="Its last day until it was ended. Empty for no end."
    )
    can_take_back = fields.Boolean(compute="_compute_can_take_back")
    can_end = fields.Boolean(compute="_compute_can_end")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A limit cannot be negative.")
    _unlimited_is_base = models.Constraint(
        "CHECK (unlimited IS NOT TRUE OR kind = 'base')", "Only a base limit can be unlimited."
    )
    # Clients choose a kind and never an origin.
    _secured_by_cover = models.Constraint(
        "CHECK (kind <> 'secured' OR origin = 'cover')",
        "Only cover on record secures a limit: choose Base or Temporary.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (valid_to >= valid_from OR state = 'ended')", "The last day of a limit cannot be before its first."
    )
    _counts_once_approved = models.Constraint(
        "CHECK (counts IS NOT TRUE OR (state IN ('approved', 'ended') AND approver_id IS NOT NULL))",
        "Only an approved limit counts.",
    )
    _approver_is_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'ended') OR approver_id <> author_id OR alone_up_to > 0)",
        "Nobody approves an own proposal.",
    )
    _counting_idx = models.Index("(account_id, kind, valid_from) WHERE counts IS TRUE")

    # === COMPUTE === #

    @api.depends("amount", "unlimited", "currency_id")
    @api.depends_context("lang")
    def _compute_amount_text(self):
        for limit in self:
            currency = limit.currency_id or self.env.company.currency_id
            amount = self.env._("Unlimited") if limit.unlimited else format_amount(self.env, limit.amount, currency)
            limit.amount_text = amount

    @api.depends("kind", "amount_text", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for limit in self:
            limit.display_name = self.env._(
                "%(kind)s limit %(amount)s from %(day)s",
                kind=kinds.get(limit.kind, ""),
                amount=limit.amount_text,
                day=format_day(self.env, limit.valid_from),
            )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        manager = self.env.user.has_group(MANAGER)
        for limit in self:
            limit.can_end = manager and limit.state == "approved"

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | PROPOSED | {"reason"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return PROPOSED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "kind", "amount_text", "valid_from", "valid_to", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Approve, Refuse, Take Back or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a proposal and let another person approve it.")

    def _get_decided_text(self):
        if self.state == "proposed":
            return self.env._(
                "%(limit)s of %(partner)s is proposed and stays as it is. Take it back to change it.",
                limit=self.display_name,
                partner=self.partner_id.display_name,
            )
        return self.env._(
            "%(limit)s of %(partner)s is decided and stays as it is. Propose a new limit that replaces it.",
            limit=self.display_name,
            partner=self.partner_id.display_name,
        )

    def _get_kept_text(self):
        return self.env._(
            "%(limit)s of %(partner)s stays on record. Refuse it, or let a credit manager end it once it is approved.",
            limit=self.display_name,
            partner=self.partner_id.display_name,
        )
