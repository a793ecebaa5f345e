from odoo import api, fields, models

from ...core.limit.difference import turn
from ...core.limit.limits import Component, effective_limit, next_sequence


class CreditAssessment(models.Model):
    """What approving an assessment changes, from → to."""

    _inherit = "credit.assessment"

    difference = fields.Json(
        string="What Changes",
        compute="_compute_difference",
        help="The account today, and with this assessment approved.",
    )
    limit_before = fields.Char(string="Limit Today", compute="_compute_before")
    grade_before = fields.Char(string="Grade Today", compute="_compute_before")

    @api.depends(
        "account_id", "grade_id", "limit_amount", "limit_valid_to", "payment_term_id", "late_interest_rate", "state"
    )
    @api.depends_context("lang")
    def _compute_difference(self):
        # Not while somebody types what no limit can be.
        open_ = self.filtered(
            lambda one: one.state in ("draft", "submitted") and one.account_id and one.limit_amount >= 0
        )
        components = open_.account_id._origin._limit_components()
        for assessment in self:
            assessment.difference = None
            if assessment in open_:
                rows = assessment._difference_rows(components[assessment.account_id._origin])
                assessment.difference = {
                    "label": self.env._("What this assessment changes"),
                    "head": assessment.account_id._difference_head(),
                    "rows": rows,
                }

    @api.depends("account_id.effective_limit", "account_id.limit_state", "account_id.grade_id")
    @api.depends_context("lang")
    def _compute_before(self):
        for assessment in self:
            account = assessment.account_id
            assessment.grade_before = account.grade_id.code
            assessment.limit_before = account and account._limit_words(account.limit_state, account.effective_limit)

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what was before is shown beside it
        return [*super()._get_shown_fields(), "grade_before", "limit_before"]

    # === ACTIONS === #

    def action_open_approve(self):
        """Show once more what changes, and ask."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_assessment_approve_action")
        return action | {
            "context": {
                "default_assessment_id": self.id,
                "credit_shown": self.env.context.get("credit_shown", False),
            }
        }

    # === ROWS === #

    def _difference_rows(self, components):
        account, today = self.account_id, self.company_id._credit_today()
        own = Component("base", self.limit_amount, False, today, self.limit_valid_to or None, next_sequence(components))
        before, after = effective_limit(components, today), effective_limit([*components, own], today)
        limit, *use = account._limit_rows(before, after)
        row = account._difference_row
        return [
            row(
                self.env._("Grade"),
                account.grade_id.code or "–",
                self.grade_id.code or "–",
                self._turn_of_grade(account.grade_id, self.grade_id),
            ),
            limit,
            *account._on_top_rows(components, today),
            row(
                self.env._("Payment terms"),
                account.payment_term_id.name or "–",
                self.payment_term_id.name or "–",
                self._turn_of_terms(account.payment_term_id, self.payment_term_id, today),
            ),
            row(
                self.env._("Late interest"),
                self._rate_text(account.late_interest_rate),
                self._rate_text(self.late_interest_rate),
                turn(account.late_interest_rate, self.late_interest_rate, rising=True),
            ),
            *use,
        ]

    def _turn_of_grade(self, before, after):
        """A grade is the better the higher its scores are."""
        if not before or not after:
            return "same"
        return turn(before.sudo().score_min, after.sudo().score_min, rising=True)  # the scale decides its colour only

    def _turn_of_terms(self, before, after, today):
        terms = self.env["account.payment.term"]._credit_terms
        if before == after:
            return "same"
        return "worse" if terms(after.id, today).better_than(terms(before.id, today)) else "better"

    def _rate_text(self, rate):
        return self.company_id._credit_late_interest_text(rate) or "–"
