from odoo import api, fields, models


class CreditHoldRefuse(models.TransientModel):
    """Asks why documents on hold do not go through, and what becomes of them."""

    _name = "credit.hold.refuse"
    _description = "Refuse Credit Holds"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "hold_ids"

    hold_ids = fields.Many2many(
        "credit.hold", string="Holds", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    reason = fields.Text(required=True)
    outcome = fields.Selection(
        [("quotation", "Leave it as it is"), ("cancel", "Cancel it")], required=True, default="quotation"
    )
    confirmed = fields.Boolean(string="Confirmed Already", compute="_compute_confirmed")

    @api.depends("hold_ids")
    def _compute_confirmed(self):
        for wizard in self:
            documents = [hold._document() for hold in wizard.hold_ids]
            wizard.confirmed = any(documents) and not any(
                document._credit_is_pending() for document in documents if document
            )

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_refuse(self.reason, cancel_order=self.outcome == "cancel")
        return {"type": "ir.actions.act_window_close"}
