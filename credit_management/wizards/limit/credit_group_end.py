from odoo import api, fields, models


class CreditGroupEnd(models.TransientModel):
    """Asks for the last day of a membership or a shared limit, and why it ends."""

    _name = "credit.group.end"
    _description = "End a Membership or Shared Limit"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "document"

    document = fields.Reference(
        [("credit.group.member", "Membership"), ("credit.group.limit", "Shared Limit")], required=True, readonly=True
    )
    last_day = fields.Date(compute="_compute_last_day", store=True, readonly=False, required=True)
    reason = fields.Text(required=True)

    @api.depends("document")
    def _compute_last_day(self):
        """Yesterday: it is gone at once unless somebody chooses a later day."""
        for ending in self:
            today = ending.document and ending.document.company_id._credit_today()
            ending.last_day = today and fields.Date.subtract(today, days=1)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_end(self.last_day, self.reason)
