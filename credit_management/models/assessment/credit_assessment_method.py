from odoo import api, fields, models

METHODS = [
    ("equity", "Share of Equity"),
    ("working_capital", "Share of Working Capital"),
    ("working_assets", "Share of Working Assets"),
    ("own_sales", "Share of the Customer's Own Sales"),
    ("purchases", "Purchases × Credit Days"),
    ("balance", "Highest Balance Paid Well"),
    ("asked", "Amount Asked For"),
]


class CreditAssessmentMethod(models.Model):
    """The limit by one method: what it starts from and what it gives."""

    _name = "credit.assessment.method"
    _description = "Limit by One Method"
    _inherit = ["credit.guard"]
    _order = "sequence, id"

    assessment_id = fields.Many2one("credit.assessment", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="assessment_id.currency_id")
    sequence = fields.Integer(readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    known = fields.Boolean(readonly=True)
    basis = fields.Monetary(
        string="Starts From", readonly=True, help="The figure that this method reads, before factor and share."
    )
    amount = fields.Monetary(string="Gives", readonly=True, aggregator=None, help="The limit this method would give.")
    chosen = fields.Boolean(readonly=True, help="The rule of the policy took this figure.")
    bound = fields.Boolean(readonly=True, help="The limit was held down to this.")
    remark = fields.Char(compute="_compute_remark")

    @api.depends("known", "chosen", "bound")
    @api.depends_context("lang")
    def _compute_remark(self):
        for line in self:
            if not line.known:
                line.remark = self.env._("Not known")
            elif line.chosen:
                line.remark = self.env._("Chosen")
            elif line.bound:
                line.remark = self.env._("Not more than this")
            else:
                line.remark = False
