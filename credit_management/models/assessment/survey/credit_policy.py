from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column, table_exists

from ....core.assessment.relationship import FIRST_REVIEW, Existing


class CreditPolicy(models.Model):
    """Parameters of surveys and first assessments: large amounts, and until when a customer is new."""

    _inherit = "credit.policy"

    survey_large_amount = fields.Monetary(
        string="Large Amounts From",
        default=50_000,
        help="A survey asks for more when the requested limit is at least so high. 0: no amount is a large one.",
    )
    survey_short_amount = fields.Monetary(
        string="Short Survey Up to",
        default=5_000,
        help="For a requested limit of no more than this the first questions of the survey are enough. 0: every survey"
        " asks all its questions.",
    )
    existing_after_invoices = fields.Integer(
        string="Existing After (Paid Invoices)",
        default=3,
        help="A customer is an existing one once it has paid so many invoices, or after the days below, whichever comes"
        " first: it is judged by how it pays, and its first assessment is proposed. 0: only the days count.",
    )
    existing_after_days = fields.Integer(
        string="Existing After (Days)",
        default=60,
        help="A customer is an existing one once its first posted invoice is so many days old.",
    )
    existing_turnover = fields.Monetary(
        string="Existing From a Turnover Of",
        default=1000,
        help="Invoices less credit notes that are so many days old, or paid, have to come to so much: one small invoice"
        " makes nobody an existing customer.",
    )

    first_review_months = fields.Integer(
        string="First Review After (Months)",
        default=FIRST_REVIEW,
        help="After a customer's first assessment its next review is no later than this: a limit by the pace of few"
        " invoices is soon too small. 0 for the interval of the grade.",
    )

    _survey_in_bounds = models.Constraint(
        "CHECK (survey_large_amount >= 0 AND COALESCE(survey_short_amount, 0) >= 0"
        " AND COALESCE(existing_turnover, 0) >= 0"
        " AND COALESCE(existing_after_days, 0) BETWEEN 0 AND 3650"
        " AND COALESCE(existing_after_invoices, 0) >= 0 AND COALESCE(first_review_months, 0) BETWEEN 0 AND 120)",
        "Amounts and turnover are not negative, and a customer is an existing one after 0 to 3,650 days or"
        " a number of paid invoices that is not negative; its first review is after 0 to 120 months.",
    )

    def _auto_init(self):
        # EXTENDS 'base': versions from before there were short surveys go on asking all questions.
        cr = self.env.cr
        if table_exists(cr, self._table) and not column_exists(cr, self._table, "survey_short_amount"):
            create_column(cr, self._table, "survey_short_amount", "numeric")
        return super()._auto_init()

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {
            "survey_large_amount", "survey_short_amount", "existing_after_days", "existing_after_invoices",
            "existing_turnover", "first_review_months",
        }  # fmt: skip

    @api.model
    def _get_existing(self, company):
        """From when on a customer of this company is an existing one; the usual way without a policy.

        :rtype: core.assessment.relationship.Existing
        """
        policy = self._get_in_force(company)
        return policy._to_core_existing() if policy else Existing()

    @api.model
    def _get_first_review(self, company):
        """Months after which a first assessment is looked at again at the latest."""
        policy = self._get_in_force(company)
        return policy.first_review_months if policy else FIRST_REVIEW

    def _to_core_existing(self):
        self.ensure_one()
        return Existing(self.existing_after_days, self.existing_after_invoices, self.existing_turnover)
