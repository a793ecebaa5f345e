from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.common.text import id_of


class CreditCustomerReasonChoose(models.TransientModel):
    """Asks what the customer is told about a decision."""

    _name = "credit.customer.reason.choose"
    _description = "Choose a Reason for the Customer"
    _inherit = ["credit.finite", "credit.single"]

    model = fields.Char(required=True, readonly=True)
    document = fields.Integer(required=True, readonly=True, help="Id of the document that the reason is chosen for.")
    reason_id = fields.Many2one("credit.customer.reason", string="Reason for the Customer")
    text = fields.Text(related="reason_id.text", string="The Customer Reads")

    @api.model
    def default_get(self, names):
        # EXTENDS 'base': begins with what was chosen
        values = super().default_get(names)
        document = self._find(values.get("model"), values.get("document"))
        return values | ({"reason_id": document.customer_reason_id.id} if document else {})

    def action_apply(self):
        self.ensure_one()
        document = self._find(self.model, self.document)
        if document is None:
            raise UserError(self.env._("Open the document and choose the reason there."))
        document.action_set_customer_reason(self.reason_id.id)
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _find(self, model, document):
        """The document that is decided; None where a program has named none."""
        reasoned = self.env.registry.get(model) if isinstance(model, str) else None
        if reasoned is None or not issubclass(reasoned, self.env.registry["credit.reasoned"]) or reasoned._abstract:
            return None
        return self.env[model].browse(id_of(document)).exists() or None
