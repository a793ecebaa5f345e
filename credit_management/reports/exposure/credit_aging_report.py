from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import formatLang

from ...const import USER
from ...core.common.rounding import adding_up
from ...core.exposure.aging import Line
from ..common.credit_print import FIGURE, SIDEWAYS, Row
from ..common.credit_print_chart import WIDE

FIRST_PAGE, OTHER_PAGES = 16, 28  # rows on paper that lies on its side
NAME, REST = 22, 78  # percent of its width
BESIDE = ("receivables", "not matched", "balance")  # columns after the buckets
READABLE = (14, 13, 12, 11)  # pixels of letters; larger units rather than smaller letters


class CreditAgingReport(models.AbstractModel):
    """Receivables by age: of the accounts chosen, or of all customers who owe anything.

    Sums come from the one definition of exposure, today or as of a past day.
    """

    _name = "report.credit_management.credit_aging_report"
    _description = "Aging on Paper"
    _inherit = ["credit.print"]
    _role = USER

    @api.model
    def _get_report_values(self, docids, data=None):
        self._check_may_see()
        accounts = self.env["credit.account"].browse(docids or ()).exists()
        accounts.check_access("read")
        looking = self.with_context(lang=self.env.user.lang or "en_US")
        return {
            "doc_ids": accounts.ids,
            "doc_model": accounts._name,
            "docs": accounts,
            "sheets": looking._company_sheets(accounts, (data or {}).get("asked") or {}),
        }

    def _check_may_see(self):
        self._check_role()
        if not self.env["credit.open.item"]._sees_everybody():
            raise AccessError(
                self.env._(
                    "%(user)s sees own customers only. Ask a credit analyst to print “%(document)s”.",
                    user=self.env.user.name,
                    document=self._title(),
                )
            )

    def _title(self):
        return self.env._("Aging of Receivables")

    def _company(self, doc):
        return doc.with_env(self.env).sudo()  # names of customers whose items may be read

    def _subject(self, doc):
        return self._day(self._as_of() or doc._credit_today())

    # === SHEETS === #

    def _company_sheets(self, accounts, asked):
        """One sheet for each legal entity: of the accounts, of what was asked for, or of all customers who owe."""
        asked = {"date": fields.Date.to_string(self._as_of())} | (asked if isinstance(asked, dict) else {})
        aging, sheets = self.env["credit.aging"], []
        roots = accounts.company_id or self.env.companies._credit_roots()
        if asked.get("company_id") and not accounts:
            roots = aging._question(asked).root
        for root in roots.sorted():
            partners = accounts.filtered(lambda one, root=root: one.company_id == root).partner_id
            question = replace(aging._question(asked), root=root, partner=tuple(partners.ids))
            looking = self.with_context(credit_as_of=question.as_of)
            sheets.append(looking._letterhead(root) | looking._company_sheet(question, partners))
        return [sheet for sheet in sheets if sheet["customers"]] or sheets[:1]

    def _company_sheet(self, question, partners):
        company = question.root
        totals, lines = self.env["credit.aging"]._read(replace(question, grouping="partner"))
        lines += self._nothing_owed(lines, totals, partners)
        names = self.env["credit.aging"]._names("partner", [line.key for line in lines])
        lines.sort(key=lambda line: (-line.balance, names[line.key]))
        step = self._table_step(company, lines, totals)
        return {
            "chart": self._bar_chart(self._bucket_names(company), totals.buckets, company.currency_id, WIDE)
            if any(totals.buckets)
            else None,
            "unit": self._unit(step, company.currency_id),
            "basis": self._label(company, "credit_aging_basis"),
            "chosen": self._chosen(question),
            "customers": self._customers_table(company, lines, names, totals, step) if lines else None,
            "groups": self._group_tables(question, len(lines), step),
        }

    @staticmethod
    def _nothing_owed(lines, totals, partners):
        """Lines of the customers chosen who owe nothing."""
        owing = {line.key for line in lines}
        return [Line(one, 1, (0.0,) * len(totals.buckets)) for one in partners.ids if one not in owing]

    def _chosen(self, question):
        """The filters in words: pairs of a label and a text."""
        aging, labels = self.env["credit.aging"], self.env["credit.aging"]._groupings()
        told = [
            (labels[name], ", ".join(aging._names(name, list(chosen)).values()))
            for name in ("user", "grade", "country")
            if (chosen := getattr(question, name))
        ]
        if question.minimum:
            told.append((self.env._("Balance from"), self._money(question.minimum, question.root.currency_id)))
        return told

    # === TABLES === #

    def _columns(self, company, first):
        beside = [self.env._("Receivables"), self.env._("Not matched"), self.env._("Balance")]
        names = [*self._bucket_names(company), *beside]
        return [(first, NAME), *((name, REST / len(names), FIGURE) for name in names)]

    def _cells(self, company, amounts, step):
        """Figures in the unit of the table; no figure of zero, for most of them are.

        Rounded ones add up as well: the buckets to the receivables, and these with what is not matched to the balance.
        """
        currency = company.currency_id
        if step == 1:
            return [self._dashed(amount, currency) for amount in amounts]
        *buckets, owed, unallocated, _balance = [amount / step for amount in amounts]
        beside = adding_up([owed, unallocated], 0)
        rounded = [*adding_up(buckets, 0, beside[0]), *beside, sum(beside)]
        pairs = zip(rounded, amounts, strict=True)
        return [formatLang(self.env, value or 0.0, digits=0) if amount else "–" for value, amount in pairs]

    def _table_step(self, company, lines, totals):
        """The smallest unit in which no figure is cut, in letters that can be read."""
        columns = [(heading, width, kind[0] if kind else "") for heading, width, *kind in self._columns(company, "")]
        for step in self._steps():
            rows = [["", *self._cells(company, line.amounts, step)] for line in (totals, *lines)]
            if self._layout(columns, rows, SIDEWAYS, READABLE).fits:
                break
        return step

    def _customers_table(self, company, lines, names, totals, step):
        rows = [[names[line.key], *self._cells(company, line.amounts, step)] for line in lines]
        rows.append(Row([self.env._("Total"), *self._cells(company, totals.amounts, step)], "total"))
        rows.append(Row([self.env._("Share of receivables"), *self._shares(totals)], "quiet"))
        columns = self._columns(company, self.env._("Customer"))
        return self._tabulate(columns, rows, first=FIRST_PAGE, rest=OTHER_PAGES, room=SIDEWAYS)

    def _shares(self, totals):
        """Each bucket as a part of what is invoiced, adding up to 100 %; beside the buckets nothing is one."""
        if not totals.shares:
            return ["–"] * (len(totals.buckets) + 1) + [""] * (len(BESIDE) - 1)
        shares = [self._share(part / 100) if part else "–" for part in (*totals.shares, 100.0)]
        return shares + [""] * (len(BESIDE) - 1)

    def _group_tables(self, question, customers, step):
        """The same sums by group, salesperson and grade, as far as there are several of them, and by what was asked."""
        groupings = self.env["credit.aging"]._groupings()
        wanted = [name for name in ("group", "user", "grade") if name in groupings]
        wanted += [question.grouping] if question.grouping == "country" else []
        tables = [self._group_table(question, groupings[name], name, customers, step) for name in wanted]
        return [table for table in tables if table]

    def _group_table(self, question, heading, grouping, customers, step):
        """None where all customers are of one group, or each is its own."""
        _totals, lines = self.env["credit.aging"]._read(replace(question, grouping=grouping))
        if len(lines) < 2 or (grouping == "group" and len(lines) == customers):
            return None
        names = self.env["credit.aging"]._names(grouping, [line.key for line in lines])
        rows = [[names[line.key], *self._cells(question.root, line.amounts, step)] for line in lines]
        return self._tabulate(self._columns(question.root, heading), rows, rest=OTHER_PAGES, room=SIDEWAYS)
