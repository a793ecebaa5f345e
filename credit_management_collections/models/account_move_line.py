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
            write_off = kept[:1].write_off_id
            raise UserError(
                self.env._(
                    "%(item)s was written off by %(document)s and stays on record. Reverse the invoice instead.",
                    item=kept[:1].reference,
                    document=write_off.display_name,
                )
                if write_off.state == "posted"
                else self.env._(
                    "%(document)s asks to write off %(item)s. Have a collector take it back first.",
                    item=kept[:1].reference,
                    document=write_off.display_name,
                )
            )
        drafted = rows.filtered(lambda row: row.write_off_id.state == "draft")
        for row in drafted:
            row.write_off_id._message_log(
                body=self.env._("%s is no longer in the books as it was, and was taken out.", row.reference)
            )
        drafted._credit_by_method().unlink()
        (rows - drafted)._forget_item()
