from odoo import models

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.reports.common.credit_print import FIGURE, FIRST_PAGE, WHOLE


class CreditCollectorStatement(models.AbstractModel):
    """The open items of a customer for who collects them: each with the day on which it will probably be paid.

    Never what the customer gets: it is printed for analysts, in their language, and says so.
    """

    _name = "report.credit_management_forecast.credit_collector_statement"
    _description = "Collector's Statement on Paper"
    _inherit = ["report.credit_management.credit_account_statement"]
    _role = ANALYST

    def _title(self):
        return self.env._("Collector's Statement")

    def _language(self, doc):
        """Who collects reads it."""
        return self.env.user.lang or "en_US"

    def _sheet(self, account, exposure, items, wholes):
        # EXTENDS 'credit_management': nothing that only a customer needs
        sheet = super()._sheet(account, exposure, items, wholes)
        return sheet | {"recipient": None, "slip": [], "pay_at": None, "movements": []}

    def _items_table(self, currency, items, amounts, wholes, balance):
        columns = [
            (self.env._("Date"), 13, WHOLE),
            (self.env._("Document"), 21),
            (self.env._("Due"), 13, WHOLE),
            (self.env._("Days past due"), 10, FIGURE),
            (self.env._("Probably paid on"), 14, WHOLE),
            (self.env._("Paid by at 90 %"), 14, WHOLE),
            (self.env._("Open in %s", currency.name), 15, FIGURE),
        ]
        rows = [self._item_cells(item, currency, amounts[item], None) for item in items]
        total = ["", self.env._("Balance"), "", "", "", "", self._figure(balance, currency)]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE)

    def _item_cells(self, item, currency, amount, whole):
        return [
            self._day(item.date),
            item.reference or "",
            self._day(item.date_due) if item.date_due else "",
            item.days_past_due or "",
            self._day(item.forecast_date) if item.forecast_date else "",
            self._day(item.forecast_latest) if item.forecast_latest else "",
            self._figure(amount, currency),
        ]
