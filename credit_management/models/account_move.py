from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    # Draft invoices are few among many: without it each exposure would read them all.
    _credit_draft = models.Index("(commercial_partner_id) WHERE state = 'draft'")
