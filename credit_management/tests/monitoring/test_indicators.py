from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.tests import tagged

from ..exposure.ledger_common import LedgerCommon
from ..gate.hold_common import HoldCommon

# Month ends long past, so that nothing else is in them.
JANUARY, FEBRUARY, MARCH = date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31)


@tagged("post_install", "-at_install")
class TestIndicators(LedgerCommon):
    """The figures of a company, from documents made for it."""

    def bill_on(self, day, amount, days=30, **values):
        due = day + relativedelta(days=days)
        values = {"invoice_date": day, "date": day, "invoice_date_due": due} | values
        return self.invoice(amount, **values)

    def indicators(self, on=MARCH, months=3):
        return self.env["credit.indicators"]._read(self.company, on, months)[self.company]

    def test_collection(self):
        """Sold 1000, 2000 and 3000; half of January's is paid in March, the rest is 30 days late."""
        first = self.bill_on(date(2020, 1, 31), 1000)
        self.bill_on(date(2020, 2, 10), 2000, days=60)
        self.bill_on(date(2020, 3, 10), 3300, days=60)
        self.bill_on(date(2020, 3, 15), 300, move_type="out_refund", days=0)
        self.pay(first, 500, payment_date=date(2020, 3, 5))
        collection, _concentration, _holds = self.indicators()
        self.assertEqual(list(collection), [JANUARY, FEBRUARY, MARCH])
        found = collection[MARCH]
        self.assertAlmostEqual(found.dso, 5800 * 91 / 6000, 6)
        self.assertAlmostEqual(found.best_possible_dso, 5300 * 91 / 6000, 6)
        self.assertAlmostEqual(found.average_days_delinquent, 500 * 91 / 6000, 6)
        self.assertAlmostEqual(found.dso_count_back, 31 + 29 + 31 * 800 / 1000, 6)
        self.assertAlmostEqual(found.collection_effectiveness, 200 / 700, 6)
        self.assertAlmostEqual(found.overdue_ratio, 500 / 5800, 6)
        january = collection[JANUARY]
        self.assertAlmostEqual(january.overdue_ratio, 0, 6)

    def test_nothing_known(self):
        collection, concentration, _holds = self.indicators(date(2010, 3, 31))
        self.assertEqual({figure for one in collection.values() for figure in (one.dso, one.overdue_ratio)}, {None})
        self.assertIsNone(concentration.herfindahl)

    def test_concentration_is_of_customers(self):
        """A contact's items are its customer's; another customer has a third."""
        contact = self.env["res.partner"].create({"name": "Clerk", "parent_id": self.customer.id})
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        for partner in (self.customer, contact, other):
            self.bill_on(date(2020, 3, 1), 100, partner=partner)
        _collection, concentration, _holds = self.indicators()
        self.assertAlmostEqual(concentration.herfindahl, 5 / 9, 6)
        self.assertAlmostEqual(concentration.share_of_largest, 1, 6)

    def test_past_month_ends_are_those_of_the_exposure(self):
        move = self.bill_on(date(2020, 1, 10), 400, currency=self.euro)
        self.pay(move, 100, payment_date=date(2020, 2, 5), currency_id=self.euro.id)
        account = self.env["credit.account"]._for(self.customer, self.company)
        balances = self.env["credit.month.end"]._read_balances(self.company, [JANUARY, FEBRUARY, MARCH], (0, 1))
        for day, amounts in balances[self.company].items():
            figures = self.env["credit.exposure"]._read_figures(account, day)[account]
            self.assertEqual((sum(amounts), amounts[1]), (figures.of("receivable"), figures.overdue), day)

    def test_receivables_without_a_customer_are_in_the_figures(self):
        self.bill_on(date(2020, 1, 10), 1000)
        before = self.indicators()[0][JANUARY].dso
        account, income = self.company_data["default_account_receivable"], self.company_data["default_account_revenue"]
        lines = [
            Command.create({"account_id": account.id, "debit": 70}),
            Command.create({"account_id": income.id, "credit": 70}),
        ]
        self.env["account.move"].create({"date": date(2020, 1, 20), "line_ids": lines}).action_post()
        balances = self.env["credit.month.end"]._read_balances(self.company, [JANUARY], (0, 1))
        self.assertEqual(sum(balances[self.company][JANUARY]), 1070)
        self.assertGreater(self.indicators()[0][JANUARY].dso, before)

    def test_queries_do_not_grow(self):
        companies = self.company + self.setup_other_company(name="Other")["company"]
        for months in (1, 12):
            self.env["credit.indicators"]._read(companies, MARCH, months)  # what is cached is
            with self.assertQueryCount(5):
                self.env["credit.indicators"]._read(companies, MARCH, months)

    def test_month_ends(self):
        month_end = self.env["credit.month.end"]
        self.assertEqual(month_end._last(self.company, date(2020, 3, 30)), FEBRUARY)
        self.assertEqual(month_end._last(self.company, MARCH), MARCH)
        self.assertLess(month_end._last(self.company), self.today)
        self.assertEqual(month_end._days(MARCH, 3), [JANUARY, FEBRUARY, MARCH])

    # === EXPECTED LOSS === #

    def test_expected_loss(self):
        """Of 1000 a quarter goes a month late; all of that another month, and is then still open."""
        late = self.bill_on(date(2020, 1, 1), 250)
        self.pay(self.bill_on(date(2020, 1, 1), 750), payment_date=date(2020, 2, 3))
        matrix = self.env["credit.provision"]._read(self.company, MARCH, 2)[self.company]
        self.assertEqual(late.amount_residual, 250)
        self.assertEqual(matrix.amounts, (0, 0, 250, 0, 0, 0))
        self.assertEqual(matrix.rolls, (0.25, 1, None, None, None))
        self.assertEqual(matrix.rates, (None, None, None, None, None, 1))

    def test_dialog(self):
        old = self.bill_on(self.day(-200), 100)
        new = self.bill_on(self.day(-5), 1000)
        wizard = self.env["credit.expected.loss"].create({"company_id": self.company.id})
        wizard.action_compute()
        self.assertEqual(wizard.amount, old.amount_residual + new.amount_residual)
        last = wizard.line_ids[-1]
        self.assertEqual((last.amount, last.rate, last.loss), (100, 1, 100))
        first = wizard.line_ids[0]
        self.assertTrue(first.unknown or first.rate <= 1)
        first.rate = 0.02
        self.assertEqual((first.loss, wizard.loss), (20, 120))
        self.assertEqual(wizard.unknown, 0)
        first.past_rate, first.past_known = 0.1, True
        wizard.adjustment = 50
        self.assertAlmostEqual(first.rate, 0.15)

    def test_by_age(self):
        """Percentages of the company by the age of a debt, whatever is past due: a preset to begin with."""
        rates = self.env["credit.provision.rate"].search([("company_id", "=", self.company.id)])
        self.assertEqual(rates.mapped("percent"), [5, 10, 15, 30, 50, 100])
        rates[1].percent = 12
        self.bill_on(self.day(-400), 100)
        self.bill_on(self.day(-5), 1000)
        wizard = self.env["credit.expected.loss"].create({"company_id": self.company.id, "method": "age"})
        wizard.action_compute()
        self.assertEqual(wizard.line_ids.mapped("amount"), [1000, 100, 0, 0, 0, 0])
        self.assertEqual(wizard.line_ids.mapped("loss"), [50, 12, 0, 0, 0, 0])
        self.assertEqual(wizard.line_ids[:2].mapped("name"), ["0–365", "366–730"])
        rates.sudo().unlink()
        with self.assertRaisesRegex(Exception, "provides nothing by age yet"):
            wizard.action_compute()

    # === BY SALESPERSON === #

    def test_collection_by_salesperson(self):
        """Opening 300, sold 1000 and credited 100, 500 paid, 50 given up; another one has sold nothing."""
        seller = self.env.user.copy({"name": "Seller", "login": "seller_performance"})
        span = {"first": date(2020, 2, 1), "last": date(2020, 2, 29)}
        old = self.bill_on(date(2020, 1, 10), 300, invoice_user_id=seller.id)
        new = self.bill_on(date(2020, 2, 3), 1000, invoice_user_id=seller.id)
        self.pay(old, payment_date=date(2020, 2, 5))
        self.pay(new, 200, payment_date=date(2020, 2, 20))
        self.pay(new, 70, payment_date=date(2020, 3, 2))
        refund = self.credit_note(new, post=False)
        refund.write({"invoice_date": date(2020, 2, 10), "invoice_line_ids": [
            Command.update(refund.invoice_line_ids.id, {"price_unit": 100})
        ]})  # fmt: skip
        refund.action_post()
        self.settle(new, refund.line_ids)
        self.settle(new, self.lose(50, date(2020, 2, 25)))
        wizard = self.env["credit.performance"].create({"company_id": self.company.id, **span})
        wizard.action_compute()
        line = wizard.line_ids.filtered(lambda one: one.user_id == seller)
        amounts = ("opening", "sales", "collected", "lost", "closing")
        self.assertEqual([line[name] for name in amounts], [300, 900, 500, 50, 650])
        self.assertAlmostEqual(line.collection_rate, 500 / 1200, 4)
        self.assertAlmostEqual(line.sales_collection_rate, 500 / 900, 4)
        self.assertAlmostEqual(line.turnover, 900 / 475 * 365 / 29, 2)
        self.assertAlmostEqual(line.bad_debt_rate, 50 / 475, 4)
        self.assertNotIn("release_rate", line.known.split())
        wizard.group_by = "team"
        wizard.action_compute()
        self.assertEqual(sum(wizard.line_ids.mapped("collected")), 500)
        with self.assertRaisesRegex(Exception, "begins before it ends"):
            wizard.last = date(2020, 1, 1)

    def test_reconciliation_by_salesperson(self):
        """Of three who owe one agreed to a day of the period; who agreed before, differs or owes nothing did not."""
        seller = self.env.user.copy({"name": "Seller", "login": "seller_reconciled"})
        span = {"first": date(2020, 2, 1), "last": date(2020, 2, 29)}
        partners = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Agreed", "Before", "Differs", "Paid")]
        )
        contact = self.env["res.partner"].create({"name": "Clerk", "parent_id": partners[0].id})
        answers = (("agreed", FEBRUARY), ("agreed", JANUARY), ("differs", FEBRUARY), ("agreed", FEBRUARY))
        for partner, (state, day), amount in zip(partners, answers, (300, 200, 500, 70), strict=True):
            move = self.bill_on(
                date(2020, 2, 3), amount, invoice_user_id=seller.id, partner=contact if amount == 300 else partner
            )
            if amount == 70:
                self.pay(move, payment_date=date(2020, 2, 5))
            account = self.env["credit.account"]._for(partner, self.company)
            found = {"account_id": account.id, "date_from": day, "date_to": day, "state": state}
            self.env["credit.reconciliation"].sudo().create(found)
        for group_by in ("user", "team"):
            wizard = self.env["credit.performance"].create(
                {"company_id": self.company.id, "group_by": group_by, **span}
            )
            wizard.action_compute()
            line = wizard.line_ids.filtered(lambda one: one.sales == 1070)
            self.assertEqual((line.owing, line.agreed), (3, 1), group_by)
            self.assertAlmostEqual(line.reconciliation_rate, 1 / 3, 4)
            self.assertEqual(line.reconciled_share, 0.3)
        wizard.write({"group_by": "user", "first": date(2020, 1, 1), "last": date(2020, 3, 31)})
        wizard.action_compute()
        line = wizard.line_ids.filtered(lambda one: one.user_id == seller)
        self.assertEqual((line.agreed, line.reconciled_share), (2, 0.5))
        merged = self.env["credit.reconciliation"].search([("partner_id", "=", partners[0].id)])
        merged.sudo().merged = True
        wizard.action_compute()
        self.assertEqual(wizard.line_ids.filtered(lambda one: one.user_id == seller).agreed, 1)

    def settle(self, move, lines):
        receivable = (move.line_ids | lines).filtered(lambda line: line.account_type == "asset_receivable")
        receivable.filtered(lambda line: not line.reconciled).reconcile()

    def lose(self, amount, day):
        """A debt given up, booked against an expense."""
        accounts = self.company_data
        lines = [
            Command.create(
                {
                    "account_id": accounts["default_account_receivable"].id,
                    "credit": amount,
                    "partner_id": self.customer.id,
                }
            ),
            Command.create({"account_id": accounts["default_account_expense"].id, "debit": amount}),
        ]
        entry = self.env["account.move"].create(
            {"date": day, "journal_id": accounts["default_journal_misc"].id, "line_ids": lines}
        )
        entry.action_post()
        return entry.line_ids

    def test_releases_by_salesperson(self):
        self.order(1)
        wizard = self.env["credit.performance"].create({"first": self.day(-1), "last": self.day(1)})
        wizard.action_compute()
        self.assertEqual((sum(wizard.line_ids.mapped("checked")), sum(wizard.line_ids.mapped("released"))), (1, 0))
        self.assertEqual(wizard.line_ids.filtered("checked").release_rate, 0)

    def test_dialog_refuses(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        for values in ({"date": self.day(1)}, {"months": 0}, {"adjustment": -101}):
            with self.subTest(values), self.assertRaisesRegex(Exception, "Choose"):
                self.env["credit.expected.loss"].create({"company_id": self.company.id} | values)
        self.env.user.company_ids = [Command.unlink(foreign.id)]
        wizard = self.env["credit.expected.loss"].create({})
        wizard.company_id = foreign
        with self.assertRaisesRegex(Exception, "does not work in"):
            wizard.action_compute()


@tagged("post_install", "-at_install")
class TestHoldIndicators(HoldCommon):
    """Outcomes of holds, and payment of released orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        former = fields.Datetime.subtract(fields.Datetime.now(), years=5)
        demonstration = cls.env["credit.hold"].search([])  # put aside
        demonstration.filtered("decided_on")._credit_by_method().write({"decided_on": former})
        demonstration._credit_by_method().write({"requested_on": former})

    def figures(self):
        days = self.env["credit.month.end"]._days(self._day(0) + relativedelta(day=31), 1)
        return self.env["credit.indicators"]._read_holds(self.company, days)[self.company]

    def test_rates(self):
        self.assertIsNone(self.figures().release_rate)
        released, refused, _waiting = self.hold(1500), self.hold(1600), self.hold(1700)
        released.sudo()._credit_by_method().write(
            {"requested_on": fields.Datetime.subtract(fields.Datetime.now(), hours=2)}
        )
        self.release(released)
        self.refuse(refused)
        found = self.figures()
        self.assertGreater(found.hold_rate, 0)
        self.assertAlmostEqual(found.median_hours_to_release, 2, 1)
        self.assertEqual(found.release_rate, 0.5)

    def test_how_released_orders_were_paid(self):
        """Half paid ten days late, half on the day; what was never stopped does not count."""
        hold = self.hold(1500)
        self.release(hold)
        self.assertEqual(hold.order_id.state, "sale")
        move = hold.order_id._create_invoices()
        due = self._day(-10)
        move.write({"invoice_date": self._day(-20), "invoice_payment_term_id": False, "invoice_date_due": due})
        move.action_post()
        for day, amount in ((due, 750), (self._day(0), 750)):
            context = {"active_model": "account.move", "active_ids": move.ids}
            register = self.env["account.payment.register"].with_context(**context)
            register.create({"payment_date": day, "amount": amount})._create_payments()
        self.assertEqual(move.amount_residual, 0)
        found = self.figures()
        self.assertAlmostEqual(found.released_days_beyond_terms, 5)
        self.assertAlmostEqual(found.released_late_share, 0.5)
