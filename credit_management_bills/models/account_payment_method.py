from odoo import api, models

from ..core.bill import METHODS


class AccountPaymentMethod(models.Model):
    """Bills are received by payment methods of their own."""

    _inherit = "account.payment.method"

    @api.model
    def _get_payment_method_information(self):
        # EXTENDS 'account'
        bills = {code: {"mode": "multi", "type": ("bank", "cash")} for code in METHODS}
        return super()._get_payment_method_information() | bills

    def _auto_link_payment_methods(self, payment_methods, methods_info):
        # EXTENDS 'account': which journal takes bills is for the company to say; bills are no money in the bank
        others = payment_methods.filtered(lambda method: method.code not in METHODS)
        super()._auto_link_payment_methods(others, methods_info)
        return payment_methods
