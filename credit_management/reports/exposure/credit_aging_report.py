from odoo import api, models
from odoo.exceptions import AccessError

from ...const import USER
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ..common.credit_print import FIGURE
from ..common.credit_print_chart import WIDE

FIRST_PAGE, OTHER_PAGES = 16, 28  # rows on paper that lies on its side
NAME, REST = 22, 78  # percent of its width


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
        ids = [partner_id for partner_id, root_id in sums if partner_id and root_id == company.id]
        # Names of customers whose sums may be read, contacts of others among them.
        partners = self.env["res.partner"].sudo().browse(ids).sorted("complete_name")
        customers = [(partner.display_name, sums[partner.id, company.id]) for partner in partners]
        if nobody := sums.get((False, company.id)):
            customers.append((self.env._("Without customer"), nobody))
        exposures = [exposure for _name, exposure in customers]
        buckets = [self._padded(exposure, company) for exposure in exposures]
        totals = [sum(column) for column in zip(*buckets, strict=True)]
        return {
            "chart": self._bar_chart(self._bucket_names(company), totals, WIDE) if any(totals) else None,
            "currency": company.currency_id,
            "basis": self._label(company, "credit_aging_basis"),
            "customers": self._customers_table(company, customers, totals) if customers else None,
        }

    def _customers_table(self, company, customers, totals):
        names = [
            *self._bucket_names(company),
            self.env._("Receivables"),
            self.env._("Not matched"),
            self.env._("Balance"),
        ]
        columns = [(self.env._("Customer"), NAME), *((name, REST / len(names), FIGURE) for name in names)]
        rows = [
            [name, *self._cells(company, self._padded(exposure, company), exposure)] for name, exposure in customers
        ]
        exposures = [exposure for _name, exposure in customers]
        total = [self.env._("Total"), *self._cells(company, totals, *exposures)]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE, rest=OTHER_PAGES, clipped=True)

    def _cells(self, company, buckets, *exposures):
        owed = sum(exposure.of(RECEIVABLE) for exposure in exposures)
        unallocated = sum(exposure.of(UNALLOCATED) for exposure in exposures)
        return [
            self._figure(amount, company.currency_id) for amount in (*buckets, owed, unallocated, owed + unallocated)
        ]
