from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.sql import column_exists, create_column

from ..common.credit_guard import BY_METHOD

# Believed by the exposure, and computed from lines and customer: nobody sends them.
COMPUTED = frozenset({"amount_total", "credit_takes_less"})


class AccountMove(models.Model):
    _inherit = "account.move"

    credit_takes_less = fields.Boolean(
        string="Takes Less Off an Order",
        compute="_compute_credit_takes_less",
        groups="base.group_user",
        store=True,
        copy=False,
        help="A line of it comes from an order billed to another customer, or from several order lines: it takes"
        " nothing or its share where Odoo counts it in full.",
    )
    _credit_takes_less = models.Index("(id) WHERE credit_takes_less")
    # Draft invoices are few among many: without it each exposure would read them all.
    _credit_draft = models.Index("(commercial_partner_id) WHERE state = 'draft'")
    # Who sold it, for sums of a large ledger by salesperson.
    _credit_sold_by = models.Index("(id) INCLUDE (invoice_user_id) WHERE invoice_user_id IS NOT NULL")

    def _auto_init(self):
        # EXTENDS 'account'
        # Filled in one statement: computing it would read every invoice of a database that has it not.
        if not column_exists(self.env.cr, "account_move", "credit_takes_less"):
            create_column(self.env.cr, "account_move", "credit_takes_less", "bool")
            self.env.cr.execute(
                """
                UPDATE account_move SET credit_takes_less = TRUE
                 WHERE id IN (SELECT item.move_id
                                FROM sale_order_line_invoice_rel rel
                                JOIN account_move_line item ON item.id = rel.invoice_line_id
                                JOIN account_move move ON move.id = item.move_id
                                JOIN res_partner billed ON billed.id = move.partner_id
                                JOIN sale_order_line line ON line.id = rel.order_line_id
                                JOIN sale_order so ON so.id = line.order_id
                                JOIN res_partner bill ON bill.id = so.partner_invoice_id
                               WHERE billed.commercial_partner_id <> bill.commercial_partner_id)
                    OR id IN (SELECT item.move_id
                                FROM (SELECT invoice_line_id FROM sale_order_line_invoice_rel
                                       GROUP BY invoice_line_id HAVING COUNT(*) > 1) shared
                                JOIN account_move_line item ON item.id = shared.invoice_line_id)
                """
            )
        return super()._auto_init()

    @api.depends(
        "partner_id.commercial_partner_id",
        "invoice_line_ids.sale_line_ids",
        "invoice_line_ids.sale_line_ids.order_id.partner_invoice_id.commercial_partner_id",
    )
    def _compute_credit_takes_less(self):
        for move in self:
            # Read as the system: whoever writes an invoice may not see the orders of others.
            items = move.sudo().invoice_line_ids
            billed = items.sale_line_ids.order_id.partner_invoice_id.commercial_partner_id
            shared = any(len(item.sale_line_ids) > 1 for item in items)
            move.credit_takes_less = shared or bool(billed - move.partner_id.commercial_partner_id)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': values and defaults of a client are left out, whoever creates the document for it.
        sent = COMPUTED & (self.default_get(sorted(COMPUTED)).keys() | set().union(*vals_list))
        moves = super().create([{name: vals[name] for name in vals.keys() - sent} for vals in vals_list])
        for name in sent:
            self.env.add_to_compute(self._fields[name], moves)
        return moves

    def write(self, vals):
        # EXTENDS 'account'
        names = {*COMPUTED, "commercial_partner_id"} & vals.keys()
        if names and not self.env.su and self.env.context.get("credit_computing") is not BY_METHOD:
            raise UserError(
                self.env._(
                    "%(user)s cannot set %(fields)s of a journal entry: it follows from its lines and its customer.",
                    user=self.env.user.name,
                    fields=", ".join(f"“{self._fields[name]._description_string(self.env)}”" for name in sorted(names)),
                )
            )
        return super().write(vals)

    def _inverse_tax_totals(self):
        # EXTENDS 'account': once the lines have the taxes, it computes the total outside of any recomputation
        return super(AccountMove, self.with_context(credit_computing=BY_METHOD))._inverse_tax_totals()
