from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...const import MANAGER
from ...core.monitoring import review as core
from ..common.day import format_day

STATES = [("open", "Open"), ("done", "Done"), ("renewed", "Renewed by Rule"), ("cancelled", "Cancelled")]
PHASES = [("coming", "Upcoming"), ("due", "Due"), ("overdue", "Review Overdue")]


class CreditReview(models.Model):
    """A customer to be assessed again, by a day: because time has passed, or because something has happened."""

    _name = "credit.review"
    _description = "Credit Review"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _drafted_states = ("open",)
    _deleted_states = ()
    _created_by_client = False
    _order = "due_date, id"

    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    grade_id = fields.Many2one(related="account_id.grade_id")
    risk_class = fields.Selection(related="account_id.risk_class")
    due_date = fields.Date(string="Due", required=True, readonly=True, tracking=True)
    phase = fields.Selection(PHASES, compute="_compute_phase", search="_search_phase")
    reason = fields.Selection(
        [("schedule", "Schedule"), ("event", "Event")], required=True, readonly=True, default="schedule"
    )
    event = fields.Char(string="What Happened", readonly=True)
    state = fields.Selection(STATES, required=True, default="open", readonly=True, index=True, tracking=True)
    controller_id = fields.Many2one(
        "res.users", domain="[('share', '=', False)]", tracking=True, index="btree_not_null"
    )
    opened_on = fields.Date(required=True, readonly=True)
    survey_id = fields.Many2one("credit.survey", readonly=True, ondelete="set null")
    assessment_id = fields.Many2one("credit.assessment", readonly=True, ondelete="set null")
    prepared = fields.Boolean(readonly=True, help="Survey and assessment have been made ready.")
    failure = fields.Char(string="Could Not Be Prepared", readonly=True)
    escalated_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    outcome = fields.Char(readonly=True)
    note = fields.Text(string="Notes")

    _one_open = models.UniqueIndex("(account_id) WHERE state = 'open'", "This customer has an open review already.")

    # === COMPUTE === #

    @api.depends("partner_id.display_name", "due_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for review in self:
            review.display_name = self.env._(
                "%(partner)s, review of %(day)s",
                partner=review.partner_id.display_name or "",
                day=format_day(self.env, review.due_date) or "–",
            )

    @api.depends("due_date", "state", "company_id")
    def _compute_phase(self):
        for company, reviews in self.grouped("company_id").items():
            today = company._credit_today() if company else fields.Date.today()
            grace = self._grace(company)
            for review in reviews:
                is_open = review.state == "open" and review.due_date
                review.phase = core.phase(review.due_date, today, grace) if is_open else False

    def _search_phase(self, operator, value):
        """Against the day and the grace of each company."""
        if operator != "in":
            return NotImplemented
        found = Domain.OR(
            Domain("company_id", "=", root.id) & self._phase_domain(phase, root)
            for root in self.env["res.company"]._credit_all_roots()
            for phase in value
            if phase
        )
        return Domain("state", "=", "open") & found

    def _phase_domain(self, phase, company):
        today = company._credit_today()
        late = Domain("due_date", "<", fields.Date.subtract(today, days=self._grace(company)))
        if phase == core.COMING:
            return Domain("due_date", ">", today)
        return late if phase == core.OVERDUE else Domain("due_date", "<=", today) & ~late

    @api.model
    def _grace(self, company):
        return self.env["credit.policy"]._get_in_force(company).review_grace if company else 0

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"controller_id", "note"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands': notes and who looks after it are no figures.
        return set()

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "due_date", "note"]

    @api.model
    def _get_remedy(self):
        return self.env._("Approve its assessment, or cancel it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Open the account and choose “Review Now”.")

    def _get_decided_text(self):
        return self.env._("%(review)s is over and stays as it is.", review=self.display_name)

    def _get_kept_text(self):
        return self.env._("%(review)s stays on record. Cancel it.", review=self.display_name)

    def write(self, vals):
        done = super().write(vals)
        if not self._credit_is_by_method() and "controller_id" in vals:
            self._assign()
        return done

    def copy_data(self, default=None):
        if self:
            raise UserError(self.env._("A review belongs to one customer and day and is not copied."))
        return super().copy_data(default)

    # === ACTIONS === #

    def action_assess(self):
        """Go on with the assessment of this review."""
        self.ensure_one()
        return self.account_id.action_assess()

    def action_survey(self):
        self.ensure_one()
        return self.account_id.action_survey()

    def action_cancel(self):
        """Nothing is to be reviewed any more: for credit managers, with a note that says why."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s cannot cancel a review. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        self._check_draft()
        self._check_shown()
        for review in self:
            if not (review.note or "").strip():
                raise UserError(self.env._("Say under Notes why %(review)s is cancelled.", review=review.display_name))
        self._set_over("cancelled", self.env._("Cancelled by %s", self.env.user.name))
        return True

    # === TRANSITIONS === #

    def _set_over(self, state, outcome):
        """Close those that are open; the others stay, so that a replay is harmless."""
        for company, reviews in self.filtered(lambda review: review.state == "open").grouped("company_id").items():
            reviews._credit_by_method().write(
                {"state": state, "outcome": outcome, "closed_on": company._credit_today()}
            )
            reviews._close_activities()
