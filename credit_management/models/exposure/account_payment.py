from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    # Of a customer's receipts few are in process; Odoo keeps no index by partner, and each exposure looks for them.
    _credit_in_process = models.Index(
        "(partner_id) WHERE state = 'in_process' AND payment_type = 'inbound' AND partner_type = 'customer'"
    )
