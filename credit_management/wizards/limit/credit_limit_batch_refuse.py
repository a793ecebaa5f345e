from odoo import fields, models


class CreditLimitBatchRefuse(models.TransientModel):
    """Asks why a batch is refused, or why some of its customers stay out."""

    _name = "credit.limit.batch.refuse"
    _description = "Refuse a Mass Change"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "batch_id"

    batch_id = fields.Many2one("credit.limit.batch", required=True, readonly=True, ondelete="cascade")
    line_ids = fields.Many2many(
        "credit.limit.batch.line",
        string="Customers",
        readonly=True,
        help="Those that stay out; all of them when empty.",
    )
    is_of_lines = fields.Boolean(readonly=True, help="Opened for some customers, not for the whole batch.")
    reason = fields.Text(required=True)

    def action_apply(self):
        self.ensure_one()
        batch = self._get_decided()
        if self.line_ids or self.is_of_lines:  # lines that are gone since stand for no whole batch
            self.line_ids.with_env(batch.env).action_refuse(self.reason)
        else:
            batch.action_refuse(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
