from odoo import api, fields, models

from ..core.bill import METHODS
from ..models.account_payment import PAPER


class AccountPaymentRegister(models.TransientModel):
    """The dialog that registers a receipt asks for what is on the bill."""

    _name = "account.payment.register"
    _inherit = ["account.payment.register", "credit.finite"]

    credit_bill_kind = fields.Selection(
        lambda self: self.env["account.payment"]._fields["credit_bill_kind"].selection,
        compute="_compute_credit_bill_kind",
    )
    credit_bill_number = fields.Char(string="Bill Number")
    credit_bill_bank_id = fields.Many2one("res.bank", string="Accepting Bank")
    credit_bill_acceptor = fields.Char(string="Accepted By")
    credit_bill_matures_on = fields.Date(string="Matures On")

    @api.depends("payment_method_line_id")
    def _compute_credit_bill_kind(self):
        for wizard in self:
            wizard.credit_bill_kind = METHODS.get(wizard.payment_method_line_id.payment_method_id.code, False)

    def _create_payment_vals_from_wizard(self, batch_result):
        # EXTENDS 'account'
        return super()._create_payment_vals_from_wizard(batch_result) | self._credit_prepare_bill()

    def _create_payment_vals_from_batch(self, batch_result):
        # EXTENDS 'account'
        return super()._create_payment_vals_from_batch(batch_result) | self._credit_prepare_bill()

    def _credit_prepare_bill(self):
        if not self.credit_bill_kind:
            return {}
        return {name: self[name].id if name.endswith("_id") else self[name] for name in sorted(PAPER)}
