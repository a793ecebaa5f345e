from odoo import models
from odoo.exceptions import UserError


class AccountMoveLine(models.Model):
    """Items of write-offs are deleted where nobody writes them off any more."""

    _inherit = "account.move.line"

    def unlink(self):
        # EXTENDS 'account'
        self._credit_let_go()
        return super().unlink()

    def _credit_let_go(self):
        """Drafts lose the item, refused write-offs keep what they said of it; others keep it."""
        # Write-offs need not be in sight of who deletes an invoice.
        rows = self.env["credit.write.off.line"].sudo().search([("move_line_id", "in", self.ids)])
        kept = rows.filtered(lambda row: row.write_off_id.state not in ("draft", "refused"))
        if kept:
            raise UserError(
                self.env._(
                    "%(item)s is an item of %(document)s, which is %(state)s: it is not deleted.",
                    item=kept[:1].reference,
                    document=kept[:1].write_off_id.name,
                    state=dict(kept.write_off_id._fields["state"]._description_selection(self.env))[
                        kept[:1].write_off_id.state
                    ].lower(),
                )
            )
        drafted = rows.filtered(lambda row: row.write_off_id.state == "draft")
        drafted._credit_by_method().unlink()
        (rows - drafted)._forget_item()
