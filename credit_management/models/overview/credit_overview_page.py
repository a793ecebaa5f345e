from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from ..common.number import format_percent


class CreditOverview(models.AbstractModel):
    """Pages beside the overview, each for a role: tiles with a figure, and tables with a way to what was summed."""

    _inherit = "credit.overview"

    @api.model
    def _get_pages(self):
        """Every page by its key: its name, whose it is, the action that opens it; addons add their own.

        ``_read_<key>`` reads a page for a company.
        """
        return {
            "receivables": (self.env._("Receivables"), "analyst", "credit_management.credit_receivables_action"),
            "health": (self.env._("Health"), "administrator", "credit_management.credit_health_action"),
        }

    @api.model
    def _read_pages(self):
        """The pages of this person: the overview, and those of their roles."""
        pages = {
            key: {"key": key, "name": name, "action": action}
            for key, (name, role, action) in self._get_pages().items()
            if self._has_role(role)
        }
        if not pages:
            return []
        first = {
            "key": "overview",
            "name": self.env._("Overview"),
            "action": "credit_management.credit_overview_action",
        }
        return [first, *pages.values()]

    @api.model
    @api.readonly
    def read_page(self, page=None, company_id=None):
        """
        :param page: a key of ``_get_pages``
        :param company_id: the legal entity whose amounts are shown
        :return: what the page is drawn from, every figure as text
        """
        _name, role, _action = self._get_pages().get(page if isinstance(page, str) else None, ("", "", ""))
        if not role or not self._has_role(role):
            raise AccessError(
                self.env._("%(user)s has no right to this page. Ask an administrator.", user=self.env.user.name)
            )
        self.env.cr.execute("SET LOCAL jit = off")  # see read_overview
        roots = self._entities()
        company = roots.filtered(lambda root: root.id == company_id) or roots[:1]
        return {
            "companies": [{"id": root.id, "name": root.name} for root in roots],
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "pages": self._read_pages(),
            "workbook": False,
            **getattr(self, f"_read_{page}")(company),
        }

    # === AS THE PAGES WANT THEM === #

    @api.model
    def _tile(self, key, name, text, hint="", tone="", action=None):
        """
        :param tone: danger, warning, success, or nothing
        """
        return {"key": key, "name": name, "text": text, "hint": hint or "", "tone": tone, "action": action or False}

    @api.model
    def _block(self, key, name, columns, rows, empty, action=None, chart=None):
        """
        :param columns: the titles; all but the first are figures
        :param rows: tuples of texts, and the action that opens what the row is about
        :param chart: amounts by their names, as columns above the table; the table has the same figures
        """
        return {
            "key": key,
            "name": name,
            "columns": columns,
            "rows": [{"cells": list(cells), "action": opens or False} for cells, opens in rows],
            "empty": empty,
            "action": action or False,
            "chart": bool(chart) and {"labels": list(chart), "values": list(chart.values())},
        }

    @api.model
    def _amount_text(self, company, amount):
        """The amount with its sign in front of the currency, as changes beside it have theirs."""
        sign = "−" if company.currency_id.compare_amounts(amount, 0) < 0 else ""
        return sign + format_amount(self.env, abs(amount), company.currency_id)

    @api.model
    def _percent_text(self, share):
        return format_percent(self.env, 100 * share, least=1, most=1)
