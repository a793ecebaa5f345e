from odoo import api, models

# Written on many lines at once, and no part of what an invoice comes to.
SIZELESS = {"full_reconcile_id", "matching_number", "name", "sequence", "analytic_distribution", "no_followup"}


class AccountMoveLine(models.Model):
    """A line that takes something of an order line, or makes a posted invoice larger."""

    _name = "account.move.line"
    _inherit = ["account.move.line", "credit.watched"]

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        moves = self.env["account.move"].browse({vals["move_id"] for vals in vals_list if vals.get("move_id")})
        with moves._credit_refuse_growth():
            lines = super().create(vals_list)
        moves._credit_add_hand()
        return lines

    def write(self, vals):
        # EXTENDS 'account'
        if vals.keys() <= SIZELESS:
            return super().write(vals)
        moves = self.move_id | self.env["account.move"].browse(vals.get("move_id") or ())
        with moves._credit_refuse_growth():
            done = super().write(vals)
        moves._credit_add_hand()
        return done

    def unlink(self):
        # EXTENDS 'account'
        with self.move_id._credit_refuse_growth():
            return super().unlink()
