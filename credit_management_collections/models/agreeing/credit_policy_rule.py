from odoo import fields, models


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    kind = fields.Selection(
        selection_add=[("broken_promise", "Promises Broken")], ondelete={"broken_promise": "cascade"}
    )
    count = fields.Integer(
        help="How many first orders of a customer the rule is about. Promises broken: so many in a row."
    )
