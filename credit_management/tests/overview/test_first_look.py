import io

from odoo.tests import HttpCase, tagged
from odoo.tools.pdf import PdfFileReader

from ..reporting.print_common import plain

AGING = "/report/pdf/credit_management.credit_aging_report?context=%7B%22force_report_rendering%22:true%7D"


@tagged("post_install", "-at_install")
class TestFirstLook(HttpCase):
    """“A first look” of README.md, step by step, on the demonstration company and with its people."""

    def setUp(self):
        super().setUp()
        self.order = self.env.ref("credit_management.order_maple", raise_if_not_found=False)
        if not self.order:
            self.skipTest("Without demo data there is no demonstration company.")
        self.account = self.env.ref("credit_management.account_maple")

    def test_a_hold_its_release_and_the_aging(self):
        order, exposure = self.order, self.account.exposure
        self.assertEqual((order.state, order.credit_hold_state), ("draft", False))

        self.start_tour("/odoo", "credit_management_first_look_salesperson", login="salesperson")
        hold = order.credit_hold_id
        self.assertEqual((order.state, hold.state, hold.reasons_text), ("draft", "open", "Over the limit"))
        self.assertEqual(hold.requester_id.login, "salesperson")
        self.assertIn("Christmas", hold.justification)
        self.assertEqual(hold.exposure_after, exposure + order.amount_total)
        self.assertGreater(hold.exposure_after, self.account.effective_limit)

        self.start_tour("/odoo", "credit_management_first_look_manager", login="manager")
        self.assertEqual((order.state, hold.state, hold.decided_by.login), ("sale", "used", "manager"))
        self.assertEqual(self.account.exposure, exposure + order.amount_total)

        self.start_tour("/odoo", "credit_management_first_look_accountant", login="analyst")
        self.check_aging()

    def check_aging(self):
        """The print of the accountant: a test renders no PDF unless it is asked to."""
        self.authenticate("analyst", "analyst")
        answer = self.url_open(AGING)
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/pdf"))
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() != "install":
            reader = PdfFileReader(io.BytesIO(answer.content))
            text = plain(" ".join(reader.getPage(number).extract_text() for number in range(reader.getNumPages())))
            for name in ("Aging of Receivables", "Maple & Moss Gifts", "Ready Mat"):
                self.assertIn(name, text)
