from odoo import api, fields, models


class CreditCoverEnd(models.TransientModel):
    """Asks for the last day of a cover and why it ends."""

    _name = "credit.cover.end"
    _description = "End a Cover"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "cover_id"

    cover_id = fields.Many2one("credit.cover", required=True, readonly=True, ondelete="cascade")
    last_day = fields.Date(compute="_compute_last_day", store=True, readonly=False, required=True)
    reason = fields.Text(required=True)

    @api.depends("cover_id")
    def _compute_last_day(self):
        """Yesterday: the cover is gone at once unless somebody chooses a later day."""
        for ending in self:
            company = ending.cover_id.company_id or self.env.company
            ending.last_day = fields.Date.subtract(company._credit_today(), days=1)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_end(self.last_day, self.reason)
