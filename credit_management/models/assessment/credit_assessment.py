from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, MANAGER
from ..account.credit_grade import RISK_CLASSES

# Fields an analyst proposes in a draft; the others follow from inputs, or are decided by the buttons.
PROPOSED = {
    "grade_id", "limit_amount", "limit_valid_to", "payment_term_id", "late_interest_rate", "pricelist_id",
    "difference_reason", "note",
}  # fmt: skip
ASSIGNED = {"user_id", "line_ids"}
BEGUN = {"account_id", "user_id", "note"}


class CreditAssessment(models.Model):
    """One scored evaluation of one customer, from its inputs to the grade, limit and terms that follow.

    Inputs, card and parameters are written down with it, so that its score can be computed again
    to the digit whatever becomes of them. Somebody proposes, somebody else approves.
    """

    _name = "credit.assessment"
    _description = "Credit Assessment"
    _inherit = [
        "credit.late.interest", "credit.decided", "credit.refused", "credit.stepped", "credit.log",
        "mail.activity.mixin",
    ]  # fmt: skip
    _order = "assessed_on desc, id desc"
    _rec_name = "reference"

    reference = fields.Char(readonly=True, copy=False, index="trigram")
    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Analyst",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    note = fields.Text(string="Recommendation", copy=False)

    # Inputs.
    assessed_on = fields.Date(string="As Of", readonly=True, copy=False, help="The day of the inputs.")
    relationship = fields.Selection(
        [("new", "New Customer"), ("existing", "Existing Customer")], readonly=True, copy=False
    )
    scorecard_id = fields.Many2one("credit.scorecard", readonly=True, ondelete="restrict", copy=False)
    statement_id = fields.Many2one("credit.financial.statement", readonly=True, ondelete="restrict", copy=False)
    interim_id = fields.Many2one(
        "credit.financial.statement",
        string="Later Statement",
        readonly=True,
        ondelete="restrict",
        copy=False,
        help="Came after the statement the customer is judged by, of less than a year: to be read beside it.",
    )
    survey_id = fields.Many2one("credit.survey", readonly=True, ondelete="restrict", copy=False)
    frozen = fields.Text(string="Frozen Inputs", readonly=True, copy=False)

    # Proposal, to be approved.
    grade_id = fields.Many2one("credit.grade", copy=False, tracking=True, ondelete="restrict", index="btree_not_null")
    risk_class = fields.Selection(
        RISK_CLASSES,
        compute="_compute_risk_class",
        store=True,
        help="That of the grade when it was chosen; of a decided assessment, when it was submitted.",
    )
    limit_amount = fields.Monetary(
        string="Limit", copy=False, tracking=True, help="What the customer may owe once this is approved."
    )
    limit_valid_to = fields.Date(copy=False, help="Its last day. Empty for no end.")
    payment_term_id = fields.Many2one(
        "account.payment.term", copy=False, tracking=True, domain="[('company_id', 'in', (False, company_id))]"
    )
    late_interest_rate = fields.Float(
        string="Late Interest (% a Year)",
        digits=(5, 2),
        copy=False,
        tracking=True,
        aggregator=None,
        help="In percent a year, charged on what is paid after it was due.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist", copy=False, tracking=True, domain="[('company_id', 'in', (False, company_id))]"
    )
    differs = fields.Boolean(compute="_compute_differs", help="Something else is to be approved than was computed.")
    difference_reason = fields.Text(string="Why It Differs", copy=False)

    # Who.
    submitted_by = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    refusal_reason = fields.Text(readonly=True, copy=False)
    limit_id = fields.Many2one("credit.limit", string="Approved Limit", readonly=True, copy=False)
    next_review = fields.Date(readonly=True, copy=False)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    _one_open = models.UniqueIndex(
        "(account_id) WHERE state IN ('draft', 'submitted')",
        "Another assessment of this customer was begun at the same moment. Open that one.",
    )
    _decided_by_another = models.Constraint(
        "CHECK (state <> 'approved' OR (decided_by IS NOT NULL AND (decided_by <> submitted_by OR alone_up_to > 0)))",
        "Nobody approves an own assessment.",
    )
    _limit_not_negative = models.Constraint("CHECK (COALESCE(limit_amount, 0) >= 0)", "A limit cannot be negative.")
    _late_interest_not_negative = models.Constraint(
        "CHECK (COALESCE(late_interest_rate, 0) >= 0)", "Late interest cannot be negative."
    )

    # === COMPUTE === #

    @api.depends("reference", "partner_id.display_name")
    def _compute_display_name(self):
        for assessment in self:
            assessment.display_name = " ".join(filter(None, (assessment.reference, assessment.partner_id.display_name)))

    @api.depends(
        "grade_id", "proposed_grade_id", "limit_amount", "proposed_limit", "has_proposed_limit", "payment_term_id",
        "proposed_payment_term_id", "late_interest_rate", "proposed_late_interest_rate", "pricelist_id",
        "proposed_pricelist_id",
    )  # fmt: skip
    def _compute_differs(self):
        for assessment in self:
            assessment.differs = bool(assessment._differences())

    def _differences(self):
        """The names of what is to be approved otherwise than computed."""
        self.ensure_one()
        if not self.grade_id and not self.proposed_grade_id:
            return set()  # nothing is proposed yet
        names = ["grade_id", "payment_term_id", "pricelist_id"]
        found = {name for name in names if self[name] != self[f"proposed_{name}"]}
        if self.currency_id.compare_amounts(self.limit_amount, self.proposed_limit) or not self.has_proposed_limit:
            found.add("limit_amount")
        if round(self.late_interest_rate - self.proposed_late_interest_rate, 2):
            found.add("late_interest_rate")
        return found

    @api.depends("grade_id")
    def _compute_risk_class(self):
        """Of the day of deciding: a grade that is redefined later explains nothing that was decided before."""
        for assessment in self:
            assessment.risk_class = assessment.grade_id.risk_class

    @api.depends("state", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        submitted = self.filtered(lambda assessment: assessment.state == "submitted")
        free = submitted._get_free() if self.env.user.has_group(MANAGER) else self.browse()
        for assessment in self:
            assessment.can_decide = assessment in free

    @api.onchange("grade_id")
    def _onchange_grade_id(self):
        """Another grade brings its limit and terms."""
        if self.grade_id and self.frozen:
            self.update(self._values_of(self.grade_id))

    # === CONSTRAINTS === #

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        self._credit_check_works_here()

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | PROPOSED | ASSIGNED

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return PROPOSED

    @api.model
    def _get_creation_fields(self):
        """A client begins an assessment of a customer, and nothing more: the values come from the inputs."""
        return BEGUN

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "state", *sorted(PROPOSED - {"note"}), "submitted_on"]

    @api.model
    def _get_remedy(self):
        return self.env._("It follows from the inputs, or is decided by the buttons.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Begin the assessment first; then say in the draft what differs.")

    def _get_decided_text(self):
        return self.env._(
            "%(assessment)s is no draft any more and stays as it is. Take it back to draft, or begin a new one.",
            assessment=self.display_name,
        )

    @api.model_create_multi
    def create(self, vals_list):
        assessments = super().create(vals_list)
        assessments._collect_inputs()
        return assessments

    @api.model
    def _prepare_creation_vals(self, vals):
        vals = super()._prepare_creation_vals(vals)
        self.env["credit.account"].browse(vals.get("account_id") or ()).check_access("read")
        return vals

    @api.model
    def _complete_vals(self, vals_list):
        self._check_none_open(vals_list)
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        return [{**vals, "reference": numbers.next_by_code(self._name)} for vals in vals_list]

    @api.model
    def _check_none_open(self, vals_list):
        """Asked before the database is: it would say the same in fewer words."""
        accounts = [vals.get("account_id") for vals in vals_list]
        # One out of sight is open, too.
        found = self.sudo().search([("account_id", "in", accounts), ("state", "in", ("draft", "submitted"))], limit=1)
        if found:
            raise UserError(
                self.env._(
                    "%(assessment)s is open already. Go on with it, or cancel it.", assessment=found.display_name
                )
            )

    def _check_analyst(self):
        if not self.env.su and not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s does not assess customers. Ask a credit analyst.", user=self.env.user.name)
            )

    def _get_card(self):
        """The scorecard it is judged by; users who read an assessment need not read the cards, hence sudo."""
        return self.scorecard_id.sudo()

    def _is_touched(self):
        """Whether somebody has had a hand in the draft; one that the job alone has begun is untouched."""
        self.ensure_one()
        judged = self.line_ids.filtered(lambda line: line.is_judgement and (line.judged or line.reason))
        return bool(self.hand_ids or judged or self.differs or self.difference_reason or self.note)
