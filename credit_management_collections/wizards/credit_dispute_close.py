from odoo import api, fields, models

from ..models.agreeing.credit_dispute import OUTCOMES
from ..models.agreeing.credit_dispute_state import CREDITING


class CreditDisputeClose(models.TransientModel):
    """Asks how a dispute ends, and for the credit note that belongs to it."""

    _name = "credit.dispute.close"
    _description = "Close Dispute"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "dispute_id"

    dispute_id = fields.Many2one("credit.dispute", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="dispute_id.partner_id")
    outcome = fields.Selection(OUTCOMES, required=True, default="customer_pays")
    is_crediting = fields.Boolean(compute="_compute_is_crediting")
    credit_note_id = fields.Many2one(
        "account.move",
        domain="[('move_type', '=', 'out_refund'), ('state', '=', 'posted'),"
        " ('commercial_partner_id', '=', partner_id)]",
        help="The posted credit note to the customer: its amount is what was credited.",
    )
    lesson = fields.Text(string="What We Learn")

    @api.depends("outcome")
    def _compute_is_crediting(self):
        for wizard in self:
            wizard.is_crediting = wizard.outcome in CREDITING

    def action_apply(self):
        self.ensure_one()
        # Its number is all that is handed on; the entry need not be in sight.
        self._get_decided().action_close(self.outcome, self.lesson or "", self.sudo().credit_note_id.id)
        return {"type": "ir.actions.act_window_close"}
