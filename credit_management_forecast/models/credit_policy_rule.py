from odoo import fields, models


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    kind = fields.Selection(
        selection_add=[("late_risk", "Risk of the Order"), ("expected_loss", "Expected Loss of the Order")],
        ondelete={"late_risk": "cascade", "expected_loss": "cascade"},
    )
    percent = fields.Float(
        help="Over the limit: as much more than the limit is tolerated, if it is more than the amount. Overdue: the"
        " rule applies only when more than this share of the exposure is overdue. Score of today: the points, of"
        " 100, asked for. Risk of the order: the chance up to which the order passes."
    )
    days = fields.Integer(
        help="Past due, or late on average. Risk and expected loss of the order: later than so many days after the"
        " due date counts as too late."
    )

    _late_risk_is_a_chance = models.Constraint(
        "CHECK (kind <> 'late_risk' OR COALESCE(percent, 0) <= 100)",
        "The risk of an order cannot be more than 100 percent. Enter a percent up to 100.",
    )
