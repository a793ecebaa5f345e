from odoo import models


class CreditOpenItem(models.Model):
    """Statements sent from a list of open items, one to each customer."""

    _inherit = "credit.open.item"

    def action_send_statement(self):
        """Send the customers of these items their statements."""
        self.check_access("read")
        accounts = self.env["credit.account"]
        for root, items in self.grouped("root_id").items():
            # The legal entity, which users of a branch need not read.
            accounts |= accounts._for(items.partner_id, root.sudo())
        return accounts.action_send_statement()
