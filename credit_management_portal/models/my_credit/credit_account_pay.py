from odoo import models

from ...core import my_credit as core


class CreditAccount(models.Model):
    """Items that the customer has chosen to pay on *My Credit*."""

    _inherit = "credit.account"

    def _choose_portal_items(self, ids):
        """The items of these ids that are the customer's own and can be paid online; others are as if not there."""
        return self._get_portal_items().filtered(lambda item: item.id in ids and item._is_portal_payable())

    def _prepare_portal_payment(self, ids):
        """What paying these items takes; None where it cannot be done at once, or one of them cannot be paid any more.

        Amounts, currency and company come from the books, never from the page.
        """
        items = self._choose_portal_items(ids)
        invoices = items.move_id
        if not ids or set(items.ids) != set(ids) or len(invoices.currency_id) != 1 or len(invoices.company_id) != 1:
            return None
        currency = invoices.currency_id
        return {
            "items": self._prepare_portal_items(items, frozenset({core.PAY})),
            "invoices": invoices,
            "company": invoices.company_id,
            "currency": currency,
            "amount": currency.round(sum(items.mapped("amount_currency"))),
        }
