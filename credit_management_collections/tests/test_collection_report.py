from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.case.credit_collection_report_table import COST, DISPUTES, PROMISES, STEPS
from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestCollectionReport(AgreedCommon):
    """What collection brings, costs and learns: on the page, in the workbook, and as tiles of a collector."""

    def setUp(self):
        super().setUp()
        self.account.sudo()._follow()
        self.case = self.account.sudo().collection_ids
        self.case.with_user(self.collector).action_take_over()

    def found(self):
        self.env.flush_all()
        return self.env["credit.collection.report"].with_user(self.collector)._read(self.company)

    def tables(self):
        report = self.env["credit.collection.report"].with_user(self.collector)
        return {table.key: table for table in report._get_tables(self.company, self.found())}

    def overview(self, user=None):
        self.env.flush_all()
        return self.env["credit.overview"].with_user(user or self.collector).read_overview()["collections"]

    def tiles(self, user=None):
        return {tile["key"]: tile for tile in self.overview(user)["tiles"]}

    # === COLLECTED === #

    def test_money_for_overdue_items_by_who_has_the_case(self):
        self.pay(self.invoice(70, due=5))
        self.pay(self.move, 400)
        credit = self.invoice(50, move_type="out_refund")
        (credit.line_ids | self.move.line_ids).filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        rows = self.found().collected
        month = self.today.replace(day=1)
        self.assertEqual([tuple(row) for row in rows], [(self.collector.id, month, 400.0, 1)])
        self.assertEqual(self.found().total, 400)

    def test_nobody_takes_over_what_others_have_collected(self):
        self.pay(self.move)
        self.account.sudo()._follow()
        self.assertEqual(self.case.state, "closed")
        with self.assertRaisesRegex(UserError, "is closed"):
            self.case.with_user(self.manager).action_take_over()
        self.assertEqual([row[0] for row in self.found().collected], [self.collector.id])

    def test_what_came_in_before_a_case_is_taken_over_stays(self):
        self.pay(self.move, 400)
        self.go_to(3)
        self.case.with_user(self.manager).action_take_over()
        self.pay(self.move, 100, payment_date=self.day(3))
        found = {user: amount for user, _month, amount, _customers in self.found().collected}
        self.assertEqual(found, {self.collector.id: 400, self.manager.id: 100})
        report = self.env["credit.collection.report"].with_user(self.collector)
        self.assertEqual(report._read_collected(self.company, self.collector, self.day(-5)), 400)

    def test_of_nobodys_case(self):
        other = self._create_customer("Other")
        self._create_account(other)
        self.pay(self.invoice(30, partner=other, due=-9))
        self.assertIn((None, 30.0), [(row[0], row[2]) for row in self.found().collected])

    def test_what_was_written_off_was_not_collected(self):
        self.assertEqual(self.found().total, 0)
        loss = self.company_data["default_account_expense"]
        entry = self.env["account.move"].create(
            {
                "journal_id": self.company_data["default_journal_misc"].id,
                "line_ids": [
                    Command.create({"account_id": loss.id, "debit": 1000}),
                    Command.create(
                        {
                            "account_id": self.line(self.move).account_id.id,
                            "partner_id": self.customer.id,
                            "credit": 1000,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        (entry.line_ids.filtered("credit") | self.line(self.move)).reconcile()
        self.sent_before(40, self.move)
        found = self.found()
        self.assertEqual((found.total, found.steps[0].known, found.steps[0].cured), (0, 1, 0))
        self.assertEqual((found.first_contact.unasked, found.first_contact.contacted), (0, 0))

    # === STEPS AND COST === #

    def test_what_a_step_brought(self):
        self.sent_before(40, self.move)
        self.pay(self.move, payment_date=self.day(-15))
        second = self.invoice(80, due=-60)
        self.sent_before(41, second)
        self.sent_before(33, second, level=2, channel="letter")
        self.pay(second, payment_date=self.day(-20))
        found = {(one.level, one.channel): one for one in self.found().steps}
        first = found[1, "mail"]
        self.assertEqual((first.sent, first.known, first.cured, first.days), (2, 2, 1, 25))
        self.assertEqual((found[2, "letter"].cured, found[2, "letter"].cured_amount), (1, 80))
        self.assertEqual(self.tables()[STEPS].rows[0][:5], ["1 · Mail", 2, 2, 1, 0.5])

    def test_in_the_companys_currency(self):
        move = self.invoice(100, due=-50, currency=self.euro)
        self.sent_before(40, move)
        (step,) = self.found().steps
        self.assertEqual(step.known_amount, 200)

    def test_a_loss_by_the_rate_is_no_write_off(self):
        move = self.invoice(100, due=-50, currency=self.euro)
        self.sent_before(40, move)
        rates = self.env["res.currency.rate"].sudo()
        rates.create({"currency_id": self.euro.id, "company_id": self.company.id, "name": self.day(-30), "rate": 0.8})
        self.pay(move, payment_date=self.day(-20))
        self.assertTrue(self.line(move).reconciled)
        (step,) = self.found().steps
        self.assertEqual((step.known, step.cured), (1, 1))

    def test_what_messages_cost(self):
        self.strategy.sudo().write({"cost_mail": 0.05, "cost_letter": 1.2})
        run = self.run_of()
        self.send(run)
        self.assertEqual((self.message(run).state, self.message(run).cost), ("sent", 0.05))
        self.strategy.sudo().cost_mail = 9
        self.assertEqual(self.tables()[COST].rows, [["Mail", 1, 0.05, 0.05]])

    # === FIRST CONTACT === #

    def test_days_from_due_to_the_first_contact(self):
        self.assertEqual(self.found().first_contact.waiting, 1)
        self.sent_before(8, self.move)
        first = self.found().first_contact
        self.assertEqual((first.contacted, first.waiting, first.median), (1, 0, 12))
        silent = self.invoice(10, due=-30)
        self.pay(silent, payment_date=self.day(-10))
        self.assertEqual(self.found().first_contact.unasked, 1)

    def test_a_call_counts_where_somebody_was_reached(self):
        contacts = self.env["credit.contact"].with_user(self.collector)
        contacts.create({"account_id": self.account.id, "outcome": "not_reached"})
        self.assertEqual(self.found().first_contact.contacted, 0)
        contacts.create({"account_id": self.account.id})
        self.assertEqual(self.found().first_contact.median, 20)

    def test_a_mail_that_came_back_reached_nobody(self):
        reminder = self.sent_before(8, self.move)
        reminder.has_bounced = True
        self.account.sudo()._log_by_system(self.collector.id, {"kind": "mail_out", "outcome": "came_back"})
        first = self.found().first_contact
        self.assertEqual((first.contacted, first.waiting), (0, 1))

    # === PROMISES AND DISPUTES === #

    def test_promises_by_who_took_them(self):
        self.promise((3, 1000))
        self.go_to(4)
        self.pay(self.move, payment_date=self.day(3))
        self.account.sudo()._follow()
        (row,) = self.tables()[PROMISES].rows
        self.assertEqual(row, [self.collector.name, 1, 1, 0, 0, 1000, 1.0])

    def test_disputes_by_reason_and_age(self):
        self.dispute()
        self.go_to(16)
        (row,) = self.tables()[DISPUTES].rows
        self.assertEqual(row[:5], ["Quality", 0, 1, 0, 0])
        self.assertEqual(row[6], 1000)

    # === WHERE IT IS SHOWN === #

    def test_page_and_workbook(self):
        self.pay(self.move, 400)
        overview = self.env["credit.overview"].with_user(self.collector)
        self.env.flush_all()
        page = overview.read_page("collections")
        self.assertIn("400", page["tiles"][0]["text"])
        chart = page["blocks"][0]["chart"]
        self.assertEqual(chart["values"], [400])
        self.assertIn("collections", [one["key"] for one in page["pages"]])
        export = self.env["credit.workbook.export"].with_user(self.collector).create({"report": "collections"})
        *_progress, content = self.env["credit.workbook"].with_user(self.collector)._stream(export)
        self.assertTrue(content.startswith(b"PK"))

    def test_nobody_else_reads_it(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        overview = self.env["credit.overview"].with_user(seller)
        self.assertFalse(self.overview(seller))
        with self.assertRaises(AccessError):
            overview.read_page("collections")
        with self.assertRaises(AccessError):
            self.env["credit.collection.report"].with_user(seller)._read(self.company)
        export = self.env["credit.workbook.export"].with_user(seller).create({"report": "collections"})
        with self.assertRaises(AccessError):
            list(self.env["credit.workbook"].with_user(seller)._stream(export))

    def test_tiles_lead_to_what_they_count(self):
        self.dispute(self.invoice(200, due=-3), responsible_id=self.collector.id)
        self.account.sudo()._follow()
        tiles = self.tiles()
        self.assertEqual(list(tiles), ["calls", "promises", "disputes", "overdue_mine", "collected"])
        for key, count in (("calls", 1), ("promises", 0), ("disputes", 1), ("overdue_mine", 1)):
            with self.subTest(key):
                action = tiles[key]["action"]
                model = self.env[action["res_model"]].with_user(self.collector)
                self.assertEqual(model.search_count(action["domain"]), count)
        self.assertIn("1,200", tiles["overdue_mine"]["text"])
        self.pay(self.move, 400)
        self.assertIn("400", self.tiles()["collected"]["text"])
        self.assertTrue(self.overview()["waiting"])

    def test_who_does_other_work_sees_them_where_there_are_some(self):
        self.assertTrue(self.overview(self.collector))
        self.assertFalse(self.overview(self.administrator))
        self.case.sudo()._credit_by_method().collector_id = self.manager
        self.assertEqual(self.tiles(self.manager)["overdue_mine"]["hint"], "1 case")

    # === ALERTS === #

    def alerts(self):
        self.env["credit.monitoring"]._monitor(self.account, {})
        self.env.flush_all()
        alerts = self.env["credit.alert"].sudo().search([("account_id", "=", self.account.id), ("is_open", "=", True)])
        return set(alerts.mapped("kind")) & {"promise_broken", "dispute_late", "no_contact"}

    def test_a_broken_promise_until_the_money_is_there(self):
        self.promise((3, 1000))
        self.assertFalse(self.alerts())
        self.go_to(8)
        self.assertEqual(self.alerts(), {"promise_broken"})
        self.pay(self.move, payment_date=self.day(8))
        self.assertFalse(self.alerts())

    def test_a_dispute_nobody_answers(self):
        dispute = self.dispute(responsible_id=self.manager.id, confirm=True)
        self.go_to((dispute.due - self.today).days)
        self.assertFalse(self.alerts())
        self.go_to((dispute.due - self.today).days + 1)
        self.assertEqual(self.alerts(), {"dispute_late"})

    def test_nobody_is_in_touch(self):
        self.go_to(9)
        self.assertFalse(self.alerts())
        self.go_to(10)
        self.assertEqual(self.alerts(), {"no_contact"})
        self.env["credit.contact"].with_user(self.collector).create({"account_id": self.account.id, "kind": "note"})
        self.assertEqual(self.alerts(), {"no_contact"}, "a note is no contact")
        self.env["credit.contact"].with_user(self.collector).create({"account_id": self.account.id})
        self.assertFalse(self.alerts())
