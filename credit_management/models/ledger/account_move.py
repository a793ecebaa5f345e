from odoo import fields, models


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
