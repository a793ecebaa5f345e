from itertools import accumulate

from odoo import models
from odoo.fields import Domain
from odoo.tools import split_every

from ...const import ANALYST
from ...core.common.rounding import adding_up
from ...core.common.styles import DATE, MONEY, NUMBER, SHARE
from ...core.limit.limits import LIMITED
from ..common.credit_workbook import BATCH
from ..common.workbook import LATE, SHARE_DIGITS, USE, Column

LARGEST = 10  # customers in the picture


class CreditWorkbook(models.AbstractModel):
    """Portfolio: one row an account, and how much hangs on which customers."""

    _inherit = "credit.workbook"

    def _count_portfolio(self, export, root):
        return self.env["credit.account"].search_count(self._portfolio_domain(export, root))

    def _portfolio_domain(self, export, root):
        domain = Domain("company_id", "=", root.id)
        if export.partner_ids:
            domain &= Domain("partner_id", "in", export._get_customer_ids())
        if export.record_model == "credit.account":
            domain &= Domain("id", "in", export.record_ids)
        if not self.env["credit.open.item"]._sees_everybody():
            domain &= Domain("partner_id.user_id", "in", [self.env.uid, False])
        return domain

    def _write_portfolio(self, book, export, root):
        sheet = self._portfolio_sheet(book, export, root)
        accounts = self.env["credit.account"].search(self._portfolio_domain(export, root))
        exposures, written = [], 0
        for ids in split_every(BATCH, accounts.ids):
            batch = accounts.browse(ids)
            figures = self.env["credit.exposure"]._read_figures(batch, export._as_of())
            limits = self.env["credit.limit"]._effective(batch, export.date)
            labels = self._portfolio_labels()
            for account in batch:
                links = {0: self._address("credit-accounts", account.id)}
                sheet.add(self._portfolio_row(account, figures[account], limits[account], labels), links)
                exposures.append((figures[account].total, account.partner_name, account.grade_id.code, links))
            written += len(batch)
            yield written
        if nobody := self._without_customer(export, root):
            sheet.add(self._portfolio_row_of_nobody(nobody))
            exposures.append((nobody.total, self.env._("Without customer"), None, {}))
        self._close(sheet, root)
        self._write_concentration(book, export, root, exposures)
        if self.env.user.has_group(ANALYST):
            self._write_indicators(book, export, root)
            self._write_performance(book, export, root)
            self._write_grades(book, export, root)

    def _portfolio_labels(self):
        names = ("status", "risk_class", "limit_state")
        labels = {name: self._label("credit.account", name) for name in names}
        return labels | {"category": self._label("credit.open.item", "category")}

    def _portfolio_sheet(self, book, export, root):
        categories = self._label("credit.open.item", "category")
        columns = [
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Status"), width=14),
            Column(self.env._("Grade"), width=8),
            Column(self.env._("Risk Class"), width=10),
            Column(self.env._("Limit Type"), width=14),
            Column(self.env._("Limit"), MONEY, total=True),
            Column(self.env._("Exposure"), MONEY, total=True),
            Column(self.env._("Available"), MONEY, total=True),
            Column(self.env._("Utilisation"), SHARE, mark=USE),
            Column(self.env._("Overdue"), MONEY, total=True),
            Column(self.env._("Oldest (Days Past Due)"), NUMBER, mark=LATE),
            Column(self.env._("Next Review"), DATE),
            # What follows may not fit on paper.
            *(Column(label, MONEY, total=True) for label in categories.values()),
            Column(self.env._("Last Review"), DATE),
            Column(self.env._("Controller")),
        ]
        return self._sheet(book, export, root, self.env._("Accounts"), columns)

    @staticmethod
    def _portfolio_row(account, figures, limit, labels):
        limited = limit.state == LIMITED
        return (
            account.partner_name,
            labels["status"].get(account.status),
            account.grade_id.code,
            labels["risk_class"].get(account.risk_class),
            labels["limit_state"].get(limit.state),
            limit.amount if limited else None,
            figures.total,
            figures.available(limit.amount) if limited else None,
            figures.utilisation(limit.amount) if limited else None,
            figures.overdue,
            figures.oldest_days_past_due or None,
            account.next_review,
            *(figures.of(category) for category in labels["category"]),
            account.last_review,
            account.sudo().controller_id.name,  # the name of a colleague of another company
        )

    def _without_customer(self, export, root):
        """Receivables on which no customer stands, in a workbook of all; None where there are none."""
        if export.partner_ids or export.record_model == "credit.account":
            return None
        key = (False, root.id)
        exposure = self.env["credit.exposure"]._read_sums({key}, export._as_of())[key]
        return exposure if any(exposure.by_category.values()) else None

    def _portfolio_row_of_nobody(self, figures):
        return (
            self.env._("Without customer"),
            *(None,) * 5,
            figures.total,
            None,
            None,
            figures.overdue,
            figures.oldest_days_past_due or None,
            None,
            *(figures.of(category) for category in self._label("credit.open.item", "category")),
            *(None,) * 2,
        )

    # === CONCENTRATION === #

    def _write_concentration(self, book, export, root, exposures):
        """Customers by exposure, the largest first, each with its share and that of all down to it."""
        columns = [
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Grade"), width=8),
            Column(self.env._("Exposure"), MONEY, total=True),
            Column(self.env._("Share"), SHARE, total=True),
            Column(self.env._("Share down to Here"), SHARE),
        ]
        sheet = self._sheet(book, export, root, self.env._("Concentration"), columns)
        owing = sorted((one for one in exposures if one[0] > 0), key=lambda one: -one[0])
        whole = sum(one[0] for one in owing)
        shares = adding_up([one[0] / whole for one in owing], SHARE_DIGITS)
        for (amount, name, grade, links), share, down in zip(owing, shares, accumulate(shares), strict=True):
            sheet.add((name, grade, amount, share, round(down, SHARE_DIGITS)), links)
        points = [(name, amount) for amount, name, _grade, _links in owing[:LARGEST]]
        if others := owing[LARGEST:]:
            label = self.env._("%(count)s others", count=len(others))
            points.append((label, root.currency_id.round(sum(one[0] for one in others))))
        self._ask(book, root, export, self.env._("On how few customers does the exposure hang?"), points, "bar")
        sheet.close(self.env._("Total"), max(root.currency_id.decimal_places, 4))
