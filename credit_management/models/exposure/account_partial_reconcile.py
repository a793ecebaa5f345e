from odoo import models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    # Matchings of a later day are few among many: each exposure looks for them.
    _credit_max_date = models.Index("(max_date)")
