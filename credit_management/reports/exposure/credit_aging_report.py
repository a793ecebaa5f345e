from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import formatLang

from ...const import ANALYST, USER
from ...core.common.rounding import adding_up
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED, Exposure
from ...core.exposure.ratios import share
from ..common.credit_print import FIGURE, SIDEWAYS, Row
from ..common.credit_print_chart import WIDE

FIRST_PAGE, OTHER_PAGES = 16, 28  # rows on paper that lies on its side
NAME, REST = 22, 78  # percent of its width
SHARE_DIGITS = 3  # of a share, as it is shown: 12.3 %
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
        keys = {(account.partner_id.id, account.company_id.id) for account in accounts}
        as_of = (data or {}).get("as_of") or self._as_of()
        looking = self.with_context(lang=self.env.user.lang or "en_US", credit_as_of=as_of)
        return {
            "doc_ids": accounts.ids,
            "doc_model": accounts._name,
            "docs": accounts,
            "sheets": looking._company_sheets(keys or looking._keys_of_all()),
        }

    def _check_may_see(self):
        self._check_role()
        if not self._sees_everybody():
            raise AccessError(
                self.env._(
                    "%(user)s sees own customers only. Ask a credit analyst to print “%(document)s”.",
                    user=self.env.user.name,
                    document=self._title(),
                )
            )

    def _keys_of_all(self):
        """Customers who owe anything on the day, with a credit account or without; False for nobody."""
        items = self.env["credit.open.item"].with_context(credit_as_of=self._as_of())
        owed = [("root_id", "in", self.env.companies.root_id.ids), ("category", "in", (RECEIVABLE, UNALLOCATED))]
        groups = items._read_group(owed, ["partner_id", "root_id"])
        return {(partner.id, root.id) for partner, root in groups}

    def _title(self):
        return self.env._("Aging of Receivables")

    def _company(self, doc):
        return doc.with_env(self.env).sudo()  # names of customers whose items may be read

    def _subject(self, doc):
        return self._day(self._as_of() or doc._credit_today())

    # === SHEETS === #

    def _company_sheets(self, keys):
        """One sheet for each legal entity."""
        sums = self.env["credit.exposure"]._read_sums(keys, self._as_of())
        # Entities whose items may be read.
        companies = self.env["res.company"].sudo().browse({root_id for _partner, root_id in keys})
        companies = companies or self.env.company.root_id
        return [self._letterhead(company) | self._company_sheet(company, sums) for company in companies.sorted()]

    def _company_sheet(self, company, sums):
        customers = self._customers(company, sums)
        totals = self._totals(company, [exposure for _name, _partner, exposure in customers])
        buckets = totals[: -len(BESIDE)]
        step = self._table_step(company, customers, totals)
        return {
            "chart": self._bar_chart(self._bucket_names(company), buckets, company.currency_id, WIDE)
            if any(buckets)
            else None,
            "unit": self._unit(step, company.currency_id),
            "basis": self._label(company, "credit_aging_basis"),
            "customers": self._customers_table(company, customers, totals, step) if customers else None,
            "groups": self._group_tables(company, customers, step),
        }

    def _customers(self, company, sums):
        """Names, partners and exposures, the largest balance first."""
        ids = [partner_id for partner_id, root_id in sums if partner_id and root_id == company.id]
        # Names of customers whose sums may be read, contacts of others among them.
        partners = self.env["res.partner"].sudo().browse(ids)
        customers = [(partner.display_name, partner, sums[partner.id, company.id]) for partner in partners]
        if nobody := sums.get((False, company.id)):
            customers.append((self.env._("Without customer"), partners.browse(), nobody))
        return sorted(customers, key=lambda row: (-self._balance(row[2]), row[0]))

    @staticmethod
    def _balance(exposure):
        return exposure.of(RECEIVABLE) + exposure.of(UNALLOCATED)

    def _amounts(self, company, exposure):
        """The buckets of one exposure, and what stands beside them."""
        beside = [exposure.of(RECEIVABLE), exposure.of(UNALLOCATED), self._balance(exposure)]
        return [*self._padded(exposure, company), *beside]

    def _totals(self, company, exposures):
        rows = [self._amounts(company, exposure) for exposure in exposures]
        return [sum(column) for column in zip(*rows, strict=True)] or self._amounts(company, Exposure())

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

    def _table_step(self, company, customers, totals):
        """The smallest unit in which no figure is cut, in letters that can be read."""
        columns = [(heading, width, kind[0] if kind else "") for heading, width, *kind in self._columns(company, "")]
        amounts = [totals, *(self._amounts(company, exposure) for _name, _partner, exposure in customers)]
        for step in self._steps():
            rows = [["", *self._cells(company, row, step)] for row in amounts]
            if self._layout(columns, rows, SIDEWAYS, READABLE).fits:
                break
        return step

    def _customers_table(self, company, customers, totals, step):
        rows = [
            [name, *self._cells(company, self._amounts(company, exposure), step)]
            for name, _partner, exposure in customers
        ]
        rows.append(Row([self.env._("Total"), *self._cells(company, totals, step)], "total"))
        rows.append(Row([self.env._("Share of receivables"), *self._shares(totals)], "quiet"))
        columns = self._columns(company, self.env._("Customer"))
        return self._tabulate(columns, rows, first=FIRST_PAGE, rest=OTHER_PAGES, room=SIDEWAYS)

    def _shares(self, totals):
        """Each bucket as a part of what is invoiced; beside the buckets nothing is one."""
        receivable = totals[-len(BESIDE)]
        parts = [share(amount, receivable) or 0.0 for amount in totals[: -len(BESIDE)]]
        whole = 1.0 if receivable > 0 else 0.0
        shares = [*adding_up(parts, SHARE_DIGITS, whole), whole] if whole else [0.0] * (len(parts) + 1)
        return ["–" if not part else self._share(part) for part in shares] + [""] * (len(BESIDE) - 1)

    def _group_tables(self, company, customers, step):
        """The same sums by salesperson, and by grade for those who see grades."""
        # Salespeople of customers whose sums may be read.
        partners = self.env["res.partner"].sudo().union(*(partner for _name, partner, _exposure in customers))
        groups = [(self.env._("Salesperson"), {partner: partner.user_id.name for partner in partners})]
        if self.env.user.has_group(ANALYST):
            accounts = self.env["credit.account"].search(
                [("company_id", "=", company.id), ("partner_id", "in", partners.ids)]
            )
            groups.append((self.env._("Grade"), {one.partner_id: one.grade_id.code for one in accounts}))
        tables = [self._group_table(company, name, of, customers, step) for name, of in groups]
        return [table for table in tables if table]

    def _group_table(self, company, heading, group_of, customers, step):
        """None where all customers are of one group."""
        groups = {}
        for _name, partner, exposure in customers:
            groups.setdefault(group_of.get(partner) or self.env._("None"), []).append(exposure)
        if len(groups) < 2:
            return None
        sums = {name: self._totals(company, some) for name, some in groups.items()}
        rows = [
            [name, *self._cells(company, amounts, step)]
            for name, amounts in sorted(sums.items(), key=lambda pair: -pair[1][-1])
        ]
        return self._tabulate(self._columns(company, heading), rows, rest=OTHER_PAGES, room=SIDEWAYS)
