from odoo import api, fields, models


class CreditPolicy(models.Model):
    """Settings of reviews: how long before, how late at most, and who goes on without."""

    _inherit = "credit.policy"

    review_lead = fields.Integer(
        string="Reviews Open Before (Days)",
        default=30,
        help="So many days before a review is due, a survey and an assessment with fresh figures are prepared.",
    )
    review_grace = fields.Integer(
        string="Reviews Are Late After (Days)",
        default=14,
        help="So many days after it was due, a credit manager is asked about an open review.",
    )
    review_renew = fields.Boolean(
        string="Renew Low Risk by Rule",
        help="Customers of low risk whose grade and limit stay and whose score has hardly moved are not reviewed: they"
        " go on until the next date, and their account says so.",
    )
    review_renew_points = fields.Float(
        string="Score Moved by Less Than",
        digits=(5, 2),
        default=5.0,
        help="Points, up or down, between the last assessment and a fresh one.",
    )

    alert_put_off_days = fields.Integer(
        string="Alerts Put Off by at Most (Days)",
        default=30,
        help="The due date of an open alert is at most so many days ahead.",
    )

    _review_in_bounds = models.Constraint(
        "CHECK (review_lead BETWEEN 0 AND 365 AND review_grace BETWEEN 0 AND 365 AND review_renew_points >= 0)",
        "Reviews open up to 365 days before they are due, are late up to 365 days after, and points are not negative.",
    )

    _alerts_in_bounds = models.Constraint(
        "CHECK (alert_put_off_days BETWEEN 0 AND 365)", "Alerts are put off by 0 to 365 days."
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {
            "review_lead", "review_grace", "review_renew", "review_renew_points", "alert_put_off_days",
        }  # fmt: skip
