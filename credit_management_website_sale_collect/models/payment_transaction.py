from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _post_process(self):
        # EXTENDS 'website_sale_collect': it confirms orders that are paid when they are collected
        self._credit_confirm_unpaid("on_site")
        return super()._post_process()
