import io
import json

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from ..gate.hold_common import HoldCommon
from .workbook_common import WorkbookCommon


@tagged("post_install", "-at_install")
class TestWorkbookTour(WorkbookCommon, HoldCommon, HttpCase):
    """Workbooks on their way to the browser, and those of holds."""

    def test_an_analyst_downloads_a_workbook(self):
        self.start_tour("/odoo", "credit_management_workbook", login=self.analyst.login)

    def test_an_analyst_downloads_one_of_a_selection(self):
        self.start_tour("/odoo/credit-accounts", "credit_management_workbook_selection", login=self.analyst.login)
        export = self.env["credit.workbook.export"].search([], order="id desc", limit=1)
        self.assertEqual((export.report, export.record_model), ("portfolio", "credit.account"))
        self.assertEqual(len(export.record_ids), 1)

    def fetch(self, export, user):
        self.authenticate(user.login, user.login)
        return self.url_open(f"/credit_management/workbook/{export.id}")

    def test_the_answer(self):
        export = self.export(self.analyst, report="portfolio")
        self.env.flush_all()
        answer = self.fetch(export, self.analyst)
        self.assertEqual(answer.status_code, 200)
        head, lines = answer.content, []
        while not lines or "size" not in lines[-1]:
            line, head = head.split(b"\n", 1)
            lines.append(json.loads(line))
        self.assertEqual(lines[-1]["size"], len(head))
        self.assertEqual(lines[-2]["done"], lines[-2]["total"])
        self.assertTrue(lines[-1]["name"].startswith("Portfolio "))
        self.assertIn("Accounts", load_workbook(io.BytesIO(head)).sheetnames)

    def test_somebody_elses_export(self):
        export = self.export(self.analyst)
        self.env.flush_all()
        self.assertEqual(self.fetch(export, self.manager).status_code, 403)

    def test_an_error_is_told(self):
        export = self.export(self.analyst)
        export.sudo().company_ids = self.env["res.company"].create({"name": "Foreign"})
        self.env.flush_all()
        last = self.fetch(export, self.analyst).content.splitlines()[-1]
        self.assertIn("does not work in Foreign", json.loads(last)["error"])

    def test_holds(self):
        released, waiting = self.hold(1500), self.hold(2000)
        self.release(released)
        holds = released + waiting
        book = self.book(self.analyst, report="hold", record_model="credit.hold", record_ids=holds.ids)
        self.assertEqual(book.sheetnames, ["Cover", "Holds", "By Outcome"])
        rows, total = self.rows(book["Holds"])
        self.assertEqual(total["Claim"], sum(holds.mapped("claim")))
        self.assertEqual(total["Released Amount"], 1500)
        found = {row["Hold"]: row for row in rows}
        self.assertEqual(found[waiting.reference]["Outcome"], "On Hold")
        self.assertIsNone(found[waiting.reference]["Released Amount"])
        self.assertEqual(found[released.reference]["Decided by"], self.manager.name)
        self.assertEqual(found[released.reference]["Reason of the Decision"], "Known for years")
        rows, total = self.rows(book["By Outcome"])
        self.assertEqual(total["Holds"], 2)

    def test_holds_of_a_period(self):
        hold = self.hold(1500)
        options = {"report": "hold", "partner_ids": self.customer.ids}
        cases = [({}, 1), ({"date": self._day(-1)}, 0), ({"date_from": self._day(0)}, 1)]
        for values, count in cases:
            with self.subTest(values):
                rows, _total = self.rows(self.book(self.analyst, **options, **values)["Holds"])
                self.assertEqual([row["Hold"] for row in rows], hold.mapped("reference") * count)

    def test_salespeople_get_their_own_holds(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        seller.write({"company_ids": [(6, 0, self.company.ids)], "company_id": self.company.id})
        self.hold(1500)
        own = self.stop(self.order(1600, seller=seller), user=seller)
        ids = self.env["credit.hold"].search([]).ids
        rows, _total = self.rows(self.book(seller, report="hold", record_model="credit.hold", record_ids=ids)["Holds"])
        self.assertEqual([row["Hold"] for row in rows], own.mapped("reference"))
