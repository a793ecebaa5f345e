from odoo import api, fields, models


class CreditLimitEnd(models.TransientModel):
    """Asks for the last day of a limit and why it ends."""

    _name = "credit.limit.end"
    _description = "End a Credit Limit"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "limit_id"

    limit_id = fields.Many2one("credit.limit", required=True, readonly=True, ondelete="cascade")
    last_day = fields.Date(compute="_compute_last_day", store=True, readonly=False, required=True)
    reason = fields.Text(required=True)

    @api.depends("limit_id")
    def _compute_last_day(self):
        """Yesterday: the limit is gone at once unless somebody chooses a later day."""
        for ending in self:
            company = ending.limit_id.company_id or self.env.company
            ending.last_day = fields.Date.subtract(company._credit_today(), days=1)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_end(self.last_day, self.reason)
