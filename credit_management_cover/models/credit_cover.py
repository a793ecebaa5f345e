from odoo import api, fields, models

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.day import format_day

KINDS = [
    ("insurance", "Credit Insurance"),
    ("guarantee", "Guarantee"),
    ("letter_of_credit", "Letter of Credit"),
    ("deposit", "Deposit"),
    ("retention", "Retention of Title"),
    ("mortgage", "Mortgage"),
]
# Fields the second pair of eyes looks at: whoever changes one has a hand in the proposal.
PROPOSED = {
    "account_id", "kind", "insurance_id", "issuer_id", "reference", "cover_currency_id", "amount", "share", "first",
    "last", "max_days", "waiting_days", "reporting_days", "call_days", "secures", "decision_ids",
}  # fmt: skip


class CreditCover(models.Model):
    """Something that stands behind what a customer owes: an insurance, a guarantee, a deposit.

    Drafted and proposed by one person, confirmed by another (credit_securing, credit_cover_state); while it lasts it
    secures a part of the limit (credit_cover_secured). What insurers decide later is credit.cover.decision. How much is
    covered today is never stored: credit.covering works it out.
    """

    _name = "credit.cover"
    _description = "Cover"
    _inherit = ["credit.securing"]
    _order = "state, last, id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")
    kind = fields.Selection(KINDS, required=True, default="insurance")
    insurance_id = fields.Many2one(
        "credit.insurance",
        ondelete="restrict",
        index=True,
        groups=ANALYST,
        domain="[('company_id', 'parent_of', company_id)]",
        help="The insurer's policy. What it says now is copied here, and stays once it is confirmed.",
    )
    issuer_id = fields.Many2one(
        "res.partner",
        string="Issued by",
        required=True,
        ondelete="restrict",
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="Insurer, bank, parent company or person who pays where the customer does not.",
    )
    reference = fields.Char(groups=ANALYST, help="The issuer's own number: of the guarantee, of the insured customer.")
    cover_currency_id = fields.Many2one(
        "res.currency",
        string="Currency",
        required=True,
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
    )
    amount = fields.Monetary(
        string="Most It Pays",
        currency_field="cover_currency_id",
        groups=ANALYST,
        help="Of an insurance: the most it pays for this customer, zero for no bound but the insurer's limit.",
    )
    share = fields.Float(
        string="Share Paid (%)",
        required=True,
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
        groups=ANALYST,
        help="What of a covered item, or of the value, it pays. The rest is the company's own.",
    )
    first = fields.Date(string="First Day", required=True, default=lambda self: self.env.company._credit_today())
    last = fields.Date(
        string="Last Day", help="Empty for no end. What was shipped until then stays insured; others end with it."
    )
    max_days = fields.Integer(
        string="Longest Terms (Days)",
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="What is to be paid later is not insured. Zero for no bound.",
    )
    waiting_days = fields.Integer(
        string="Waiting Period (Days)",
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="From the due date until a loss may be claimed.",
    )
    reporting_days = fields.Integer(
        string="Report Within (Days)",
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
        help="After the due date: what is overdue and not reported until then has lost its cover. Zero where nothing"
        " has to be reported.",
    )
    call_days = fields.Integer(
        string="Call Before (Days)", help="So many days before its last one it is called at the latest."
    )
    fee = fields.Monetary(
        string="Fees per Year", currency_field="cover_currency_id", groups=ANALYST, help="For this cover alone."
    )
    secures = fields.Boolean(
        string="Raises the Limit",
        compute="_compute_secures",
        store=True,
        readonly=False,
        precompute=True,
        help="While it lasts it is a secured part of the customer's limit. Without, it only lowers what is uncovered.",
    )
    note = fields.Text(string="Conditions and Exclusions", groups=ANALYST, help="In the words of the document.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    counts = fields.Boolean(
        readonly=True,
        copy=False,
        help="Confirmed, and not taken back before its first day: it covers between its days.",
    )
    ended_on = fields.Datetime(readonly=True, copy=False)
    end_reason = fields.Text(string="Reason of End", readonly=True, copy=False, groups=ANALYST)
    decision_ids = fields.One2many(
        "credit.cover.decision", "cover_id", string="Decisions of the Insurer", groups=ANALYST
    )
    request_ids = fields.One2many("credit.cover.request", "cover_id", string="Requests", groups=ANALYST)
    report_ids = fields.One2many("credit.cover.report", "cover_id", string="Reported as Overdue", groups=ANALYST)
    claim_ids = fields.One2many("credit.cover.claim", "cover_id", string="Claims", groups=ANALYST)
    limit_ids = fields.One2many("credit.limit", "cover_id", string="Secured Limits")

    _amount_given = models.Constraint(
        "CHECK (amount >= 0 AND (kind = 'insurance' OR amount > 0))",
        "Say the most it pays: an amount above zero. Only an insurance has no bound of its own.",
    )
    _share_is_one = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "The share paid lies between 0 and 100 percent. Enter one between them."
    )
    _dates_in_order = models.Constraint(
        "CHECK (last >= first OR state = 'ended')",
        "The last day of a cover cannot be before its first. Correct one of them.",
    )
    _confirmed_by_another = models.Constraint(
        "CHECK (state NOT IN ('confirmed', 'ended') OR approver_id <> author_id OR alone_up_to > 0)",
        "Nobody confirms an own proposal.",
    )
    _counting_idx = models.Index("(account_id) WHERE counts IS TRUE")

    # === COMPUTE === #

    @api.depends("insurance_id", "account_id")
    def _compute_terms(self):
        """What the policy says, the moment it is chosen: no later change of it reaches what was confirmed."""
        for cover in self:
            policy = cover.sudo().insurance_id  # who opens the form may not read policies
            cover.issuer_id = policy.issuer_id or cover.issuer_id
            company = cover.company_id or self.env.company
            cover.cover_currency_id = policy.currency_id or cover.cover_currency_id or company.currency_id
            cover.share = policy.share if policy else cover.share or 100.0
            for name in ("max_days", "waiting_days", "reporting_days"):
                cover[name] = policy[name] if policy else cover[name]

    @api.depends("kind")
    def _compute_secures(self):
        for cover in self:
            cover.secures = cover.kind not in ("retention", "mortgage")

    @api.depends("kind", "name", "issuer_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for cover in self:
            issuer = cover.sudo().issuer_id.name  # the contact need not be in sight
            cover.display_name = " · ".join(filter(None, (kinds.get(cover.kind), issuer, cover.name.strip("/"))))

    # === CRUD === #

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit.decided'
        sequences = self.env["ir.sequence"].sudo()  # numbers are drawn, not read
        return super()._complete_vals(
            [vals | {"name": sequences.next_by_code("credit.cover") or "/"} for vals in vals_list]
        )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | PROPOSED | {"fee", "note"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return PROPOSED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [
            "partner_id", "kind", "issuer_id", "reference", "amount", "share", "first", "last", "max_days",
            "waiting_days", "reporting_days", "call_days", "secures", "state", "decision_ids",
        ]  # fmt: skip

    @api.model
    def _get_remedy(self):
        return self.env._("Use Propose, Confirm, Refuse or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft the cover, propose it and let another person confirm it.")

    def _get_kept_text(self):
        # EXTENDS 'credit.decided'
        return self.env._("%(cover)s stays on record. A credit manager can end it.", cover=self.display_name)

    def _describe_until(self):
        return format_day(self.env, self.last) if self.last else self.env._("without end")
