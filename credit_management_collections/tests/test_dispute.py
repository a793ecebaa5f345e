import random

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.credit_management.const import HOLD_RECHECK_CRON
from odoo.addons.credit_management.core.exposure.exposure import DISPUTED
from odoo.addons.credit_management.core.policy.policy import CONFIRMATION

from ..core import dispute as core
from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestDispute(AgreedCommon):
    """Items in dispute leave reminders at once and for a time; they count for less once an analyst has confirmed it."""

    # === REMINDERS === #

    def test_holds_until_an_answer_is_due(self):
        dispute = self.dispute(enter=False)
        self.assertFalse(self.held().disputed)
        dispute.action_open()
        self.assertEqual((dispute.state, dispute.amount, dispute.due), ("open", 1000, self.day(30)))
        self.assertTrue(self.held().disputed)
        self.go_to(30)
        self.assertTrue(self.held().disputed)
        self.go_to(31)
        self.assertFalse(self.held().disputed, "whoever opens disputes does not stop reminders for good")

    def test_nobody_disputes_on_for_ever(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        dispute = self.dispute(user=seller)
        self.go_to(29)
        dispute.with_user(self.manager).action_close("customer_pays")
        for user in (seller, self.collector):
            with self.assertRaisesRegex(UserError, "ask a credit analyst"):
                self.dispute(user=user)
        self.assertFalse(self.held().disputed)
        self.dispute(user=self.analyst)
        self.assertTrue(self.held().disputed)

    def test_all_of_it_is_what_is_open_when_it_is_opened(self):
        dispute = self.dispute(enter=False)
        self.pay(self.move, 600)
        dispute.action_open()
        self.assertEqual(dispute.amount, 400)

    def test_confirmed_it_holds_until_it_is_closed(self):
        dispute = self.dispute(confirm=True)
        self.go_to(300)
        self.assertTrue(self.held().disputed)
        dispute.with_user(self.manager).action_close("customer_pays", "Better photos")
        self.assertFalse(self.held().disputed)
        self.assertEqual((dispute.state, dispute.days, dispute.closed_by_id), ("closed", 300, self.manager))

    def test_what_cannot_be_disputed(self):
        with self.assertRaisesRegex(UserError, "choose them"):
            self.env["credit.dispute"].with_user(self.collector).create(
                {"account_id": self.account.id, "reason": "price"}
            ).action_open()
        with self.assertRaisesRegex(UserError, "more than is open"):
            self.dispute(amount=1000.01)
        self.dispute(amount=10)
        with self.assertRaisesRegex(UserError, "in dispute already"):
            self.dispute(amount=20)
        with self.assertRaises(UserError):
            self.dispute(due=self.day(999))

    def test_cleared_up_by_one_of_us(self):
        outside = new_test_user(self.env, login="credit_test_outside", groups="base.group_portal")
        with self.assertRaisesRegex(UserError, "does not work in"):
            self.dispute(responsible_id=outside.id)
        self.assertEqual(self.dispute(responsible_id=self.analyst.id).responsible_id, self.analyst)

    # === LIFE === #

    def test_answered_and_closed(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        dispute = self.dispute(user=seller)
        self.assertEqual(dispute.responsible_id, seller)
        self.assertEqual(dispute.sudo().activity_ids.user_id, seller)
        dispute.action_clarify()
        with self.assertRaisesRegex(UserError, "found out"):
            dispute.action_answer("  ")
        dispute.action_answer("Two were broken")
        self.assertFalse(dispute.sudo().activity_ids)
        for method, arguments in (("action_confirm", ()), ("action_close", ("withdrawn",))):
            with self.assertRaises(AccessError):
                getattr(dispute, method)(*arguments)
        manager = dispute.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "how the dispute ends"):
            manager.action_close("nothing")
        with self.assertRaisesRegex(UserError, "another outcome"):
            manager.action_close("credit_note")
        refund = self.credit_note(self.move, post=False)
        with self.assertRaisesRegex(UserError, "another outcome"):
            manager.action_close("credit_note", "", refund.id)
        refund.action_post()
        with self.assertRaisesRegex(UserError, "another outcome"):
            manager.action_close("partly_credited", "", refund.id)
        manager.action_close("credit_note", "", refund.id)
        self.assertEqual((dispute.state, dispute.credited), ("closed", 1000))
        with self.assertRaisesRegex(UserError, "Closed"):
            dispute.action_clarify()

    def test_nobody_confirms_an_own_one(self):
        dispute = self.dispute(user=self.analyst)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            dispute.with_user(self.analyst).action_confirm()
        self.customer.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sells to"):
            dispute.with_user(self.manager).action_confirm()
        dispute.with_user(self.second_manager).action_confirm()

    def test_never_edited(self):
        dispute = self.dispute()
        attacks = [
            {"state": "closed"}, {"confirmed_by_id": self.manager.id}, {"due": self.day(999)}, {"amount": 1},
            {"reason_text": "More"}, {"credited": 5}, {"opened_on": self.day(-9)}, {"origin": "portal"},
            {"item_ids": [Command.update(dispute.item_ids.ids[0], {"chosen": False})]},
        ]  # fmt: skip
        for user in (self.collector, self.manager):
            for vals in attacks:
                with self.subTest(vals), self.assertRaises(UserError):
                    dispute.with_user(user).write(vals)
        with self.assertRaises(UserError):
            dispute.unlink()
        with self.assertRaises(AccessError):
            self.dispute(confirmed_by_id=self.manager.id)

    # === EXPOSURE === #

    def assertLetOff(self, amount, partner=None):
        """Sums, rows, the figure of a decision, a search and the oracle say the same."""
        partner = partner or self.customer
        figures = self.figures(partner)
        self.assertAlmostEqual(-figures.of(DISPUTED), amount, 2)
        self.assertAlmostEqual(-self.items(partner).get(DISPUTED, 0.0), amount, 2)
        past = self.env["credit.exposure"]._read_figures(self.account, self.today)[self.account]
        self.assertAlmostEqual(-past.of(DISPUTED), amount, 2)
        totals = self.env["credit.exposure"]._read_totals(self.company, partner.ids)
        self.assertAlmostEqual(totals[partner.id].total, figures.total, 2)
        self.assertAlmostEqual(figures.total, figures.of("receivable") - amount, 2)
        account = self.account.sudo()
        account.invalidate_recordset()
        domain = [
            ("id", "=", account.id),
            ("exposure", ">", figures.total - 0.01),
            ("exposure", "<", figures.total + 0.01),
        ]
        self.assertEqual(account.search(domain), account)

    def overdue(self):
        totals = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)
        return self.env["credit.exposure"]._read_overdue(self.company, totals)[self.customer.id]

    def test_counts_as_the_policy_says_once_it_is_confirmed(self):
        younger = self.invoice(200, due=-5)
        dispute = self.dispute()
        self.policy("not")
        self.assertLetOff(0)
        self.assertEqual(self.overdue()[:2], (1200, 20))
        dispute.with_user(self.manager).action_confirm()
        self.assertLetOff(1000)
        self.assertEqual(self.overdue()[:2], (200, 5))
        self.policy("own_limit", 300)
        self.assertLetOff(300)
        self.assertEqual(self.overdue()[:2], (900, 20))
        self.policy("fully")
        self.assertLetOff(0)
        self.policy("not", longest=10)
        self.assertLetOff(1000)
        self.pay(self.move, 600)
        self.assertLetOff(400)
        self.pay(younger)
        self.assertEqual(self.overdue()[:2], (0, 0))
        self.assertEqual(self.account.with_user(self.analyst).overdue_amount, 400, "the ledger says what is overdue")
        self.go_to(11)
        self.assertEqual(self.figures(self.customer).of(DISPUTED), 0)

    def test_credits_that_nobody_has_matched(self):
        """What is let off, and a credit for the same, do not make room together for what nobody has granted."""
        self.dispute(confirm=True)
        self.policy("not")
        self.invoice(400, move_type="out_refund")
        for amount, let_off, total in ((0, 600, 0), (300, 900, 0), (2000, 1000, 1900)):
            if amount:
                self.invoice(amount, due=-1)
            past = self.env["credit.exposure"]._read_figures(self.account, self.today)[self.account]
            totals = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)[self.customer.id]
            for found in (self.figures(self.customer), past, totals):
                self.assertEqual((-found.of(DISPUTED), found.total), (let_off, total))
            self.assertEqual(-self.items()[DISPUTED], let_off)

    def test_holds_are_looked_at_again_once_it_is_confirmed(self):
        self.policy("not")
        dispute = self.dispute()
        order = self.order(confirm=False)
        self.env["credit.hold"]._stop(order._credit_decide(CONFIRMATION), CONFIRMATION)
        triggers = self.env["ir.cron.trigger"].sudo()
        domain = [("cron_id", "=", self.env.ref(HOLD_RECHECK_CRON).id)]
        before = triggers.search_count(domain)
        dispute.with_user(self.manager).action_confirm()
        self.assertEqual(triggers.search_count(domain), before + 1)

    def test_a_customer_who_becomes_another(self):
        """Who may see and decide on what was agreed, and what credits it, follows the customer it is of by now."""
        other = self._create_account(self._create_customer("Other"))
        move = self.invoice(100, partner=other.partner_id, due=-5)
        documents = [self.promise((3, 100), account_id=other.id), self.dispute(move, account_id=other.id)]
        documents.append(self.env["credit.contact"].with_user(self.collector).create({"account_id": other.id}))
        documents.append(other.sudo().collection_id)
        self.account.sudo()._absorb(other.sudo())
        self.env.invalidate_all()
        for document in documents:
            with self.subTest(document._name):
                self.assertEqual(document.sudo().account_id, self.account)
                self.assertEqual(document.sudo().partner_id, self.customer)

    def test_an_invoice_billed_anew_to_another_customer(self):
        """Its dispute lets nothing off of another customer, nor twice with that customer's own."""
        self.dispute(confirm=True)
        other = self._create_customer("Other")
        self.move.button_draft()
        self.move.partner_id = other
        self.move.action_post()
        self.policy("not")
        self.assertEqual(self.figures(self.customer).of(DISPUTED), 0)
        self.assertEqual(self.figures(other).of(DISPUTED), 0)
        self.dispute(confirm=True, account_id=self.env["credit.account"]._for(other, self.company).id)
        figures = self.figures(other)
        self.assertEqual((figures.of(DISPUTED), figures.total), (-1000, 0))

    def test_twins_on_random_cases(self):
        """What the database lets off is what core does, whatever is in dispute, paid, foreign or limited."""
        chance = random.Random(23)
        moves = [self.move] + [
            self.invoice(
                chance.randrange(1, 500), due=chance.randrange(-60, 30), currency=chance.choice([None, None, self.euro])
            )
            for _number in range(9)
        ]
        disputes = self.env["credit.dispute"]
        for move in moves[:7]:
            part = chance.choice([0, move.amount_total / 2])
            disputes |= self.dispute(move, amount=part, confirm=chance.random() < 0.8)
        for move in chance.sample(moves, 4):
            self.pay(move, move.amount_residual * chance.choice([0.3, 0.9]))
        for how, limit in (("fully", 0), ("not", 0), ("own_limit", 150.5), ("own_limit", 1e9)):
            policy = self.policy(how, limit, longest=60)
            with self.subTest(how=how, limit=limit):
                self.assertLetOff(core.let_off(self._plain(disputes), policy._get_counting(), self.today))

    def _plain(self, disputes):
        """Confirmed disputes by what is open of them in the company's currency."""
        for dispute in disputes.sudo().filtered("confirmed_by_id"):
            line = self.line(dispute.item_ids.filtered("chosen").move_id)
            share = min(dispute.amount / line.amount_residual_currency, 1.0) if line.amount_residual_currency else 0.0
            yield core.Dispute(dispute.reason, line.amount_residual * share, dispute.opened_on)
