from odoo import models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE


class CreditOpenItem(models.Model):
    """Items that the customer pays on the portal."""

    _inherit = "credit.open.item"

    def _is_portal_payable(self):
        """Whether the item can be paid online: an invoice, as Odoo's own page of it has it."""
        self.ensure_one()
        return self.category == RECEIVABLE and self.amount > 0 and bool(self.move_id) and self.move_id._has_to_be_paid()
