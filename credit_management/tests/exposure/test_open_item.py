from odoo.exceptions import UserError
from odoo.tests import tagged

from ...core.policy.policy import Rule, Scope
from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestOpenItem(LedgerCommon):
    """Every kind of open item, and each amount counted once."""

    # === RECEIVABLES === #

    def test_posted_invoice_until_paid(self):
        move = self.invoice(500)
        self.assertOwes({"receivable": 500})
        self.pay(move, 200)
        self.assertOwes({"receivable": 300, "clearing": 200})
        self.pay(move)
        self.assertOwes({})

    def test_due_today_is_not_overdue(self):
        self.invoice(100, due=0)
        self.invoice(10, due=-1)
        figures = self.figures(self.customer)
        self.assertEqual((figures.overdue, figures.oldest_days_past_due), (10, 1))

    def test_two_currencies_convert_once(self):
        self.invoice(400, currency=self.euro)
        self.assertOwes({"receivable": 800})

    def test_order_in_another_currency(self):
        self.order(4, currency=self.euro)
        self.assertOwes({"order": 800})

    def test_draft_invoice_in_another_currency(self):
        self.invoice(400, currency=self.euro, post=False)
        self.assertOwes({"draft_invoice": 800})

    def test_exchange_difference_leaves_nothing(self):
        move = self.invoice(400, currency=self.euro)
        self.env["res.currency.rate"].create(
            {"name": self.today, "rate": 0.4, "currency_id": self.euro.id, "company_id": self.company.id}
        )
        self.pay(move, 200, currency_id=self.euro.id)
        self.assertOwes({"receivable": 400, "clearing": 500})
        self.pay(move, currency_id=self.euro.id)
        self.assertOwes({})

    def test_refund_larger_than_the_invoice_is_unallocated(self):
        self.invoice(100)
        self.invoice(150, move_type="out_refund")
        self.assertOwes({"receivable": 100, "unallocated": -150})
        self.assertEqual(self.figures(self.customer).total, -50)

    def test_instalments_age_apart(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Half now, half later",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 50, "nb_days": days}) for days in (10, 40)],
            }
        )
        move = self.invoice(1000, invoice_payment_term_id=term.id, invoice_date=self.day(-20), post=False)
        move.invoice_payment_term_id = term
        move.action_post()
        figures = self.figures(self.customer)
        self.assertEqual((figures.of("receivable"), figures.overdue), (1000, 500))
        self.assertEqual(figures.oldest_days_past_due, 10)

    def test_payment_on_a_child_contact_counts_for_the_customer(self):
        contact = self.env["res.partner"].create({"name": "Clerk", "parent_id": self.customer.id})
        self.invoice(300)
        self.receive(120, partner=contact)
        self.assertOwes({"receivable": 300, "unallocated": -120, "clearing": 120})

    def test_archived_customer_still_owes(self):
        self.invoice(300)
        self.customer.active = False
        self.assertOwes({"receivable": 300})

    def test_draft_invoice_without_customer_belongs_to_nobody(self):
        self.invoice(300, partner=self.env["res.partner"], post=False)
        self.assertFalse(self.env["credit.open.item"].search([("partner_id", "=", False)]))

    def test_non_trade_receivables_do_not_count(self):
        self.company_data["default_account_receivable"].copy({"non_trade": True, "code": "NT1"})
        account = self.env["account.account"].search([("code", "=", "NT1")])
        self.customer.property_account_receivable_id = account
        self.invoice(300)
        self.assertOwes({})

    def test_receivables_without_a_customer_are_in_every_total(self):
        before = self.without_customer()
        account, income = self.company_data["default_account_receivable"], self.company_data["default_account_revenue"]
        self.invoice(300)
        move = self.env["account.move"].create(
            {
                "date": self.day(-10),
                "line_ids": [
                    (0, 0, {"account_id": account.id, "debit": 70, "date_maturity": self.day(-5)}),
                    (0, 0, {"account_id": income.id, "credit": 70}),
                ],
            }
        )
        move.action_post()
        for found, past in zip(self.without_customer(), before, strict=True):
            self.assertAlmostEqual(found - past, 70, 2)

    def without_customer(self):
        """Receivables of nobody in rows, sums, sums of a past day, overdue and the total of all."""
        exposures = self.env["credit.exposure"]
        key = (False, self.company.id)
        domain = [("partner_id", "=", False), ("root_id", "=", self.company.id)]
        ((rows,),) = self.env["credit.open.item"]._read_group(domain, [], ["amount:sum"])
        today, past = (exposures._read_sums({key}, day)[key] for day in (None, self.day(-1)))
        ((customers,),) = self.env["credit.open.item"]._read_group(
            [("root_id", "=", self.company.id), ("category", "=", "receivable"), ("partner_id", "!=", False)],
            [],
            ["amount:sum"],
        )
        rest = exposures._read_receivables(self.company)[self.company.id] - (customers or 0.0)
        return rows or 0.0, today.of("receivable"), past.of("receivable"), today.overdue, rest

    def test_an_amount_that_is_no_number_names_the_account_and_shows_the_rest(self):
        other = self.env["res.partner"].create({"name": "Sound", "is_company": True})
        self.invoice(100, partner=other)
        line = self.invoice(500).line_ids.filtered("date_maturity")
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move_line SET amount_residual = 'NaN' WHERE id = %s", line.ids)
        self.env.invalidate_all()
        accounts = self.env["credit.account"]._for(self.customer | other, self.company)
        broken, sound = accounts.sorted(lambda account: account.partner_id == other)
        self.assertEqual((sound.exposure, sound.figures_note), (100, False))
        self.assertIn(self.customer.name, broken.figures_note)
        self.assertEqual(len(accounts.read(["exposure", "overdue_amount", "utilisation", "limit_bar"])), 2)
        rows = self.env["credit.open.item"].search_read([("partner_id", "in", (self.customer | other).ids)], ["amount"])
        self.assertEqual(sorted(row["amount"] for row in rows), [0, 100])
        self.assertIn(sound, accounts.search([("exposure", ">", 99), ("exposure", "<", 101)]))
        with self.assertRaisesRegex(UserError, "no number"):
            self.env["credit.order.facts"]._read_owed(*self.asked(self.customer))

    def asked(self, partner):
        policy = self.env["credit.policy"]._in_force(self.company)
        facts = self.env["credit.order.facts"]
        customers = facts._read_customers(self.company, {partner.id})
        rule = Rule(1, "exposure", scope=Scope(everybody=True))
        return self.company, customers, [rule], policy, self.company._credit_view(), False

    # === OVERDUE AT THE GATE === #

    def test_overdue_is_net_of_own_credits_for_a_decision_only(self):
        self.invoice(300, due=-90)
        self.invoice(200, due=-40)
        self.invoice(100, due=-5)
        for received, expected in ((0, (600, 90)), (299, (301, 90)), (1, (300, 40)), (250, (50, 5)), (50, (0, 0))):
            if received:
                self.receive(received)
            totals = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)
            late = self.env["credit.exposure"]._read_overdue(self.company, totals)[self.customer.id]
            self.assertEqual((late.amount, late.oldest_days), expected)
            figures = self.figures(self.customer)
            self.assertEqual((figures.overdue, figures.oldest_days_past_due), (600, 90), "the aging shows every item")

    # === WHOSE, AND WHERE === #

    def test_an_item_opens_its_document(self):
        documents = {self.invoice(10), self.order(1), self.invoice(5, post=False)}
        items = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
        actions = [item.action_open_document() for item in items]
        self.assertEqual(
            {(action["res_model"], action["res_id"]) for action in actions},
            {(document._name, document.id) for document in documents},
        )

    def test_no_two_items_share_a_number(self):
        self.invoice(10)
        self.order(1)
        self.invoice(5, post=False)
        self.receive(7)
        items = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(len(set(items.ids)), 5)

    def test_bill_to_decides_whose_exposure(self):
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        self.order(3, partner_invoice_id=payer.id)
        self.assertOwes({})
        self.assertOwes({"order": 300}, payer)

    def test_child_billed_through_its_parent(self):
        shop = self.env["res.partner"].create({"name": "Shop", "parent_id": self.customer.id, "type": "delivery"})
        self.order(2, partner_id=shop.id, partner_invoice_id=self.customer.id)
        self.assertOwes({"order": 200})

    def test_branch_counts_for_its_legal_entity(self):
        branch = self._create_company(name="Branch", parent_id=self.company.id)
        self.invoice(100)
        self.env["account.move"].with_company(branch).create(
            {
                "company_id": branch.id,
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [(0, 0, {"name": "Goods", "price_unit": 40, "tax_ids": [(5,)]})],
            }
        )
        self.assertEqual(self.figures(self.customer).total, 140)

    def test_companies_stay_apart_whichever_are_active(self):
        other = self.setup_other_company(name="Other")["company"]
        self.invoice(100)
        both = self.env(context={"allowed_company_ids": (self.company + other).ids})
        move = (
            both["account.move"]
            .with_company(other)
            .create(
                {
                    "company_id": other.id,
                    "move_type": "out_invoice",
                    "partner_id": self.customer.id,
                    "invoice_line_ids": [(0, 0, {"name": "Goods", "price_unit": 40, "tax_ids": [(5,)]})],
                }
            )
        )
        self.assertEqual(move.company_id, other)
        self.assertEqual(self.figures(self.customer).total, 100)
        self.assertEqual(self.figures(self.customer, other).total, 40)

    def test_items_are_found_by_bucket(self):
        self.invoice(10, due=-5)
        self.invoice(20, due=-50)
        items = self.env["credit.open.item"]
        mine = [("partner_id", "=", self.customer.id)]
        self.assertEqual(items.search([*mine, ("bucket_id", "ilike", "31")]).mapped("amount"), [20])
        self.assertEqual(items.search([*mine, ("bucket_id.name", "=", "1–30")]).mapped("amount"), [10])
