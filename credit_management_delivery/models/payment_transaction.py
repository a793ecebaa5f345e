from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _post_process(self):
        # EXTENDS 'delivery': it confirms orders that are paid when they are delivered
        self._credit_confirm_unpaid("cash_on_delivery")
        return super()._post_process()
