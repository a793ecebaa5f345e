from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

ONCE_IN = 60  # days in which a customer keeps an item out of reminders once


class CreditDispute(models.Model):
    """A dispute that a customer opens online: about a whole document, for whoever looks after the customer."""

    _inherit = "credit.dispute"

    @api.model
    def _open_on_portal(self, account, move, text):
        """Open a dispute about what is open of an invoice, where this customer may; it works as the system.

        :return: the dispute, or none where it cannot be, or was lately
        """
        since = account.company_id._credit_today() - timedelta(days=ONCE_IN)
        domain = [("move_id", "=", move.id), ("chosen", "=", True), ("dispute_id.opened_on", ">", since)]
        if not move or self.env["credit.dispute.item"].search_count(domain, limit=1):
            return self.browse()
        values = {"account_id": account.id, "reason": "other", "reason_text": text, "origin": "portal"}
        try:
            with self.env.cr.savepoint():
                dispute = self._credit_by_method().create(values)
                dispute.item_ids.filtered(lambda item: item.move_id == move)._credit_by_method().chosen = True
                dispute._claim()
                dispute._check_entry()
                dispute._enter()
        except UserError:  # what stands in its way is for us to know; the customer's words have reached us
            return self.browse()
        return dispute
