from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    credit_ledger_import_id = fields.Many2one(
        "credit.ledger.import", string="Imported With", readonly=True, copy=False, index="btree_not_null"
    )

    # Draft invoices are few among many: without it each exposure would read them all.
    _credit_draft = models.Index("(commercial_partner_id) WHERE state = 'draft'")

    def _post(self, soft=True):
        # EXTENDS 'account': a payment or a credit note lowers what is owed; an invoice never does.
        posted = super()._post(soft)
        lowering = posted.sudo().filtered(lambda move: move.move_type in ("out_refund", "entry"))
        self.env["credit.hold"]._recheck_soon(lowering.partner_id | lowering.line_ids.partner_id)
        return posted
