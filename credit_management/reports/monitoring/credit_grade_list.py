from odoo import models
from odoo.tools import SQL

from ...models.common.number import format_number
from ..common.credit_print import FIGURE, SIDEWAYS, WHOLE

FIRST_PAGE, OTHER_PAGES = 14, 26  # rows on paper that lies on its side


class CreditGradeList(models.AbstractModel):
    """The grades of all customers on one list to be signed: the last one and this one, with limit and terms."""

    _name = "report.credit_management.credit_grade_list"
    _description = "Grades of All Customers on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.grade.migration"

    def _title(self):
        return self.env._("Credit Grades of All Customers")

    def _prepare_sheets(self, docs):
        return {doc: self._sheet(doc) for doc in docs}

    def _subject(self, doc):
        first, last = self._day(doc.date_from), self._day(doc.date_to)
        return self.env._("%(first)s to %(last)s", first=first, last=last)

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Listed on"), self._day(self._company(doc)._credit_today())),
            (self.env._("Listed by"), self.env.user.name),
            (self.env._("Department"), self._department(self.env.user)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _sheet(self, doc):
        company = self._company(doc)
        rows = self._read(company, doc.date_from, doc.date_to)
        accounts = self.env["credit.account"].browse(account_id for account_id, _last, _this in rows)
        accounts.mapped("effective_limit")  # of all of them at once
        return {
            "grades": self._grade_table(company, rows),
            "sums": self._sum_table(rows),
            "signatures": [
                (self.env._("Listed by"), self.env.user.name, ""),
                (self.env._("Checked by"), "", ""),
                (self.env._("Approved by"), "", ""),
            ],
        }

    def _read(self, company, first, last):
        """Accounts that have a grade, with the one kept last by each day: ``[(account id, grade id, grade id)]``."""
        # By the rules of who prints: another company's are not among them.
        accounts = self.env["credit.account"].search([("company_id", "=", company.id), ("status", "!=", "closed")])
        self.env["credit.snapshot"].flush_model()
        accounts.flush_model(["grade_id"])
        # Who was graded today has the new grade before the day's snapshot is kept.
        is_now = last >= company._credit_today()
        this = SQL("account.grade_id") if is_now else self._kept(last)
        return self.env.execute_query(
            SQL(
                "SELECT account.id, %s, %s FROM credit_account account JOIN credit_grade grade ON grade.id = %s"
                " JOIN res_partner partner ON partner.id = account.partner_id"
                " WHERE account.id = ANY(%s)"
                " ORDER BY grade.sequence, grade.id, partner.name, account.id",
                self._kept(first), this, this, accounts.ids,
            )
        )  # fmt: skip

    def _kept(self, day):
        return SQL(
            "(SELECT grade_id FROM credit_snapshot WHERE account_id = account.id AND date <= %s"
            " ORDER BY date DESC LIMIT 1)",
            day,
        )

    def _grade_table(self, company, rows):
        columns = [
            (self.env._("Number"), 8),
            (self.env._("Customer"), 24),
            (self.env._("Salesperson"), 13),
            (self.env._("Last grade"), 7, WHOLE),
            (self.env._("This grade"), 7, WHOLE),
            (self.env._("Score"), 7, FIGURE),
            (self.env._("Limit"), 14, FIGURE),
            (self.env._("Terms"), 11),
            (self.env._("Next review"), 9, WHOLE),
        ]
        grades, currency = self.env["credit.grade"], company.currency_id
        cells = []
        for account_id, last, this in rows:
            account = self.env["credit.account"].browse(account_id)
            cells.append(
                [
                    account.partner_id.ref or "",
                    account.partner_id.display_name,
                    account.partner_id.user_id.name or "",
                    grades.browse(last).code or "–",
                    grades.browse(this).code or "–",
                    format_number(self.env, account.score, least=2) if account.score else "–",
                    self._limit_text(account.limit_state, account.effective_limit, currency),
                    account.payment_term_id.name or "–",
                    self._day(account.next_review) or "–",
                ]
            )
        return self._tabulate(
            columns, cells or [["–"] * len(columns)], first=FIRST_PAGE, rest=OTHER_PAGES, room=SIDEWAYS
        )

    def _sum_table(self, rows):
        """How many customers have which grade, and how many had it."""
        grades = self.env["credit.grade"]._get_all()
        columns = [("", 25), *((grade.code, 75 / len(grades), FIGURE) for grade in grades)]
        told = []
        for name, place in ((self.env._("Customers before"), 1), (self.env._("Customers now"), 2)):
            told.append(
                [name, *(format_number(self.env, sum(row[place] == grade.id for row in rows)) for grade in grades)]
            )
        return self._tabulate(columns, told, room=SIDEWAYS)
