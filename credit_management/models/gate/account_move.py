from odoo import models


class AccountMove(models.Model):
    """An invoice that takes something of a firm order, or gives it back; what lowers a debt has holds re-checked."""

    _name = "account.move"
    _inherit = ["account.move", "credit.watched"]

    def _post(self, soft=True):
        # EXTENDS 'account': a payment or a credit note lowers what is owed; an invoice never does.
        posted = super()._post(soft)
        lowering = posted.sudo().filtered(lambda move: move.move_type in ("out_refund", "entry"))
        self.env["credit.hold"]._recheck_soon(lowering.partner_id | lowering.line_ids.partner_id)
        return posted
