from odoo import fields, models

# JSON and XML carry values, never this object: a context holding it was made by server code.
IMPORTED = object()


class AccountMove(models.Model):
    _inherit = "account.move"

    credit_ledger_import_id = fields.Many2one(
        "credit.ledger.import",
        string="Imported With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )

    def _credit_judged(self):
        # EXTENDS 'credit_management': invoices of an old ledger were decided on long ago, and owe what they owe
        if self.env.context.get("credit_imported") is IMPORTED:
            return self.browse()
        return super()._credit_judged()
