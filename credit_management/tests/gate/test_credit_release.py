from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...core.policy.policy import CHANGE, CONFIRMATION
from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestRelease(HoldCommon):
    """A release is bounded, and the order goes on from where it stood."""

    def test_confirms_and_is_used(self):
        hold = self.hold(1500)
        self.release(hold)
        self.assertEqual((hold.state, hold.order_id.state, hold.order_id.credit_hold_state), ("used", "sale", "used"))
        self.assertEqual((hold.decided_by, hold.decision_reason), (self.manager, "Known for years"))
        self.assertEqual((hold.release_cap, hold.release_amount), (1500, 1500))
        self.assertEqual(hold.release_valid_until, self._day(14))
        self.assertFalse(self.activities(hold))

    def test_goes_on_as_it_was_being_confirmed(self):
        sent = []
        with patch.object(
            self.registry["sale.order"], "_send_order_confirmation_mail", lambda self: sent.append(self.id)
        ):
            plain, mailed, signed = (
                self.hold(1100, **how) for how in ({}, {"send_email": True}, {"customer_facing": True})
            )
            for hold in (plain, mailed, signed):
                self.release(hold)
        self.assertEqual(sent, [mailed.order_id.id, signed.order_id.id])

    def test_a_signature_stays(self):
        order = self.order(1500, signed_by="A Customer")
        order.action_quotation_sent()
        self.release(self.stop(order, user=self.portal, customer_facing=True))
        self.assertEqual((order.state, order.signed_by), ("sale", "A Customer"))

    def test_to_the_cent(self):
        hold = self.hold(1500)
        self.release(hold, cap=1600.5)
        order = hold.order_id
        for total in (1600.49, 1600.5):
            order.order_line.price_unit = total
            self.assertFalse(order._credit_decide(CHANGE)[order].blocked)
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.env.cr.savepoint():
            order.order_line.price_unit = 1600.51

    def test_to_the_day(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(0), prepayment=5)
        order = hold.order_id
        self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)
        release = order._credit_release()
        facts = order._credit_decide(CONFIRMATION)[order].facts
        self.assertEqual(release.valid_until, self._day(0))
        for prepaid, today, covered in ((5, self._day(0), True), (4.99, self._day(0), False), (5, self._day(1), False)):
            with self.subTest(prepaid=prepaid, today=today):
                facts_then = replace(facts, today=today, total=1500, prepaid_total=prepaid)
                self.assertEqual(release.covers(facts_then), covered)

    def test_grown_since_it_was_asked_for(self):
        """A list shows 1,500 and releases no more, whatever the salesperson makes of the order meanwhile."""
        hold = self.hold(1500)
        hold.order_id.with_user(self.salesperson).order_line.price_unit = 5000
        with self.assertRaisesRegex(UserError, "asked for"), self.env.cr.savepoint():
            self.release(hold)
        self.assertEqual((hold.state, hold.order_id.state), ("open", "draft"))
        self.release(hold, cap=5000)
        self.assertEqual(hold.order_id.state, "sale")

    def test_on_stop_after_the_release(self):
        """What was released is the limit: not what has been decided about the customer since."""
        hold = self.hold(1500)
        self.release(hold, cap=2000)
        order = hold.order_id
        order.order_line.price_unit = 1600
        self.account.sudo().write({"status": "stop", "status_reason": "Pays nobody"})
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.env.cr.savepoint():
            order.order_line.price_unit = 1700
        self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)

    def test_serves_its_order_only(self):
        hold = self.hold(1500)
        self.release(hold, prepayment=5)
        other = self.order(1500)
        other._credit_set_hold(hold)
        self.assertIsNone(other._credit_release())

    def test_open_refused_or_cleared_releases_nothing(self):
        hold = self.hold(1500)
        order = hold.order_id
        self.assertIsNone(order._credit_release())
        self.refuse(hold)
        self.assertIsNone(order._credit_release())

    def test_impossible_releases(self):
        hold = self.hold(1500)
        cases = [
            ({"cap": 1499.99}, "would not let it through"),
            ({"cap": float("nan")}, "needs an amount"),
            ({"valid_until": self._day(-1)}, "would be over"),
            ({"prepayment": -1}, "cannot be negative"),
        ]
        for terms, sentence in cases:
            with self.subTest(terms), self.assertRaisesRegex(UserError, sentence):
                self.release(hold, **terms)
        with self.assertRaisesRegex(UserError, "Say why"):
            hold.with_user(self.manager).action_release(" ")
        self.assertEqual(hold.state, "open")

    def test_decided_once(self):
        hold = self.hold()
        self.refuse(hold)
        for action in (self.release, self.refuse):
            with self.subTest(action.__name__), self.assertRaisesRegex(UserError, "no longer on hold"):
                action(hold)

    def test_payment_terms_first(self):
        term = self.env.ref("account.account_payment_term_30days")
        immediate = self.env.ref("account.account_payment_term_immediate")
        order = self.order(1500, payment_term_id=term.id)
        hold = self.stop(order)
        self.release(hold, payment_term=immediate.id)
        self.assertEqual((hold.state, order.state), ("released", "draft"))
        order.payment_term_id = immediate
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual((hold.state, order.state), ("used", "sale"))

    def test_a_failure_undoes_the_confirmation_only(self):
        hold = self.hold(1500)
        order = hold.order_id

        def fail(orders):
            orders.client_order_ref = "half done"
            raise UserError(orders.env._("The warehouse is closed."))

        with patch.object(self.registry["sale.order"], "_action_confirm", fail):
            self.release(hold)
        self.assertEqual((hold.state, order.state, order.client_order_ref), ("released", "draft", False))
        for thread in (hold, order):
            self.assertIn("The warehouse is closed.", thread.message_ids[0].body)
        self.assertIn(self.salesperson.partner_id, self.mailed(order, "could not be confirmed"))
        order.action_confirm()
        self.assertEqual(hold.state, "used")

    def test_a_collision_is_not_swallowed(self):
        hold = self.hold(1500)

        def collide(orders):
            raise SerializationFailure

        collision = patch.object(self.registry["sale.order"], "_action_confirm", collide)
        with collision, self.assertRaises(SerializationFailure):
            self.release(hold)

    def test_other_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2020-01-01", "rate": 0.5})
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        order = self.order(1500, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1500
        hold = self.stop(order)
        self.assertEqual((hold.order_currency_id, hold.order_total, hold.claim), (euro, 1500, 3000))
        with self.assertRaisesRegex(AccessError, r"would be .*3,000\.00"):
            self.release(hold, user=self.analyst)
        self.release(hold)
        self.assertEqual((hold.release_cap, hold.release_amount, order.state), (1500, 3000, "sale"))

    def test_lapsed_is_said_and_decided_without_it(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(1), prepayment=5)
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.assertEqual(hold.state, "released")
            order = hold.order_id
            self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)
            with self.enter_registry_test_mode():
                self.env.ref("credit_management.credit_hold_lapse_cron").method_direct_trigger()
            self.assertEqual((hold.state, order.credit_hold_state), ("lapsed", "lapsed"))
            self.assertIn(self.salesperson.partner_id, self.mailed(order, "is over"))

    def test_lapses_not_before_its_day_is_over(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(0), prepayment=5)
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_hold_lapse_cron").method_direct_trigger()
        self.assertEqual(hold.state, "released")


@tagged("post_install", "-at_install")
class TestReleaseAuthority(HoldCommon):
    """How much a person may release, of whom, and never what they asked for."""

    def test_up_to_the_cent(self):
        hold = self.hold(2000.01)
        with self.assertRaisesRegex(AccessError, r"may release up to .*2,000\.00.*Ask a person with more authority"):
            self.release(hold, user=self.analyst)
        hold.order_id.order_line.price_unit = 2000
        self.release(hold, user=self.analyst)
        self.assertEqual(hold.state, "used")

    def test_the_cap_counts_not_the_order(self):
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.analyst, cap=2000.01)

    def test_releases_of_a_customer_add_up(self):
        self.release(self.hold(1200), user=self.analyst)
        with self.assertRaisesRegex(AccessError, r"would be .*2,400\.00"):
            self.release(self.hold(1200), user=self.analyst)
        other = self._create_customer("Other")
        self._limit_to(10, self._create_account(other))
        self.release(self.stop(self.order(1200, partner_id=other.id)), user=self.analyst)
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            self.release(self.hold(1200), user=self.analyst)

    def test_a_second_release_of_an_order_replaces_the_first(self):
        hold = self.hold(1200)
        self.release(hold, user=self.analyst)
        order = hold.order_id
        order.with_user(self.salesperson).action_credit_request_release("More", 1900)
        self.release(order.credit_hold_id, user=self.analyst)
        self.assertEqual(order._credit_release().cap, 1900)
        other = self.hold(1200)
        self.assertEqual(other._released_before(), 1900)

    def test_without_authority_nothing(self):
        self._grant_release(self.second_manager, 0)
        for user in (self.second_manager, self._approver()):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.release(self.hold(1100), user=user)

    def test_unlimited(self):
        self._grant_release(self.second_manager, unlimited=True)
        hold = self.hold(9_000_000)
        self.release(hold, user=self.second_manager)
        self.assertEqual(hold.state, "used")

    def test_risk_class(self):
        self._grant_release(self.second_manager, 5000, risk_class="low")
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.second_manager)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_c")
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.second_manager)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_aa")
        self.release(self.hold(1500), user=self.second_manager)

    def test_risk_class_of_limits(self):
        authority = self._grant_authority(self.second_manager, 5000)
        authority.risk_class = "low"
        limit = self._propose_limit(self.account, 2000)
        self.assertFalse(limit.with_user(self.second_manager).can_decide)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_aa")
        self.env.invalidate_all()
        self.assertTrue(limit.with_user(self.second_manager).can_decide)
        limit.with_user(self.second_manager).action_approve()

    def test_authority_to_release_raises_no_limit(self):
        limit = self._propose_limit(self.account, 1001)
        self.assertFalse(limit.with_user(self.manager).can_decide)
        with self.assertRaises(AccessError):
            limit.with_user(self.manager).action_approve()

    def test_roles_as_installed(self):
        for role, amount in (("analyst", 5000), ("manager", 100_000)):
            record = self.env.ref(f"credit_management.credit_authority_{role}", raise_if_not_found=False)
            self.assertFalse(record, "taken away by the common class: nobody decides by role here")
            with self.subTest(role=role):
                self.env["credit.authority"].create({"role": role, "release_amount": amount})
        self.assertEqual(self.env["credit.authority"]._release_authority(self.second_manager, self.account).amount, 1e5)

    def test_nobody_releases_an_own_request(self):
        for hold in (self.stop(self.order(1500), user=self.manager), self.hold(1500)):
            if hold.requester_id != self.manager:
                hold.order_id.user_id = self.manager
            for action in (self.release, self.refuse):
                with self.subTest(action.__name__), self.assertRaisesRegex(AccessError, "Ask another credit manager"):
                    action(hold)
                with self.subTest(action.__name__), self.assertRaisesRegex(AccessError, "Ask another credit manager"):
                    action(hold.sudo())

    def test_passing_an_order_on_does_not_help(self):
        order = self.order(1500, seller=self.manager)
        hold = self.stop(order, user=self.portal)
        order.user_id = self.salesperson
        with self.assertRaisesRegex(AccessError, "Ask another credit manager"):
            self.release(hold)

    def test_who_is_entitled(self):
        entitled = self.env["credit.authority"]._entitled
        tested = self.analyst | self.manager
        self.assertEqual(entitled(self.account, 2000) & tested, self.analyst | self.manager)
        self.assertEqual(list(entitled(self.account, 2000) & tested), [self.analyst, self.manager])
        self.assertEqual(entitled(self.account, 2000.01), self.manager)
        self.assertFalse(entitled(self.account, 1e9))


@tagged("post_install", "-at_install")
class TestRefuse(HoldCommon):
    """A refusal says why, and leaves a quotation or cancels it."""

    def test_stays_a_quotation(self):
        hold = self.hold()
        self.refuse(hold)
        self.assertEqual(
            (hold.state, hold.order_id.state, hold.order_id.credit_hold_state), ("refused", "draft", "refused")
        )
        self.assertEqual((hold.decided_by, hold.decision_reason), (self.manager, "Pay first"))
        self.assertIn("Pay first", hold.order_id.message_ids[0].body)

    def test_cancels(self):
        hold = self.hold()
        self.refuse(hold, cancel_order=True)
        self.assertEqual((hold.state, hold.order_id.state), ("refused", "cancel"))

    def test_needs_no_amount(self):
        hold = self.hold(9_000_000)
        self.refuse(hold, user=self.analyst)
        self.assertEqual(hold.state, "refused")

    def test_confirmed_orders_stay(self):
        order = self.order(900)
        order.action_confirm()
        order.with_user(self.salesperson).action_credit_request_release("More", 1400)
        self.refuse(order.credit_hold_id, cancel_order=True)
        self.assertEqual(order.state, "sale")

    def test_then_it_may_be_stopped_again(self):
        hold = self.hold()
        self.refuse(hold)
        again = self.stop(hold.order_id)
        self.assertNotEqual(again, hold)
        self.assertEqual(hold.order_id.credit_hold_id, again)

    def test_dialog(self):
        hold = self.hold()
        action = hold.with_user(self.manager).action_open_refuse()
        with Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])) as form:
            form.reason = "Pay first"
            form.outcome = "cancel"
        form.record.action_apply()
        self.assertEqual((hold.state, hold.order_id.state), ("refused", "cancel"))


@tagged("post_install", "-at_install")
class TestReleaseDialog(HoldCommon):
    """The dialog for one hold, and for many at once."""

    def dialog(self, holds, user=None):
        context = {"active_ids": holds.ids, "active_model": "credit.hold"}
        return Form(self.env["credit.hold.release"].with_user(user or self.manager).with_context(**context))

    def test_one(self):
        hold = self.hold(1500)
        with self.dialog(hold) as form:
            self.assertEqual((form.cap, form.valid_until), (1500, self._day(14)))
            form.cap = 1800
            form.reason = "Known for years"
        form.record.action_apply()
        self.assertEqual((hold.release_cap, hold.order_id.state), (1800, "sale"))

    def test_many(self):
        first, second, own, gone, large = (
            self.hold(1100),
            self.hold(1200),
            self.stop(self.order(1300, seller=self.manager)),
            self.hold(1400),
            self.hold(99_000),
        )
        self.refuse(gone)
        with self.dialog(first | second | own | gone | large) as form:
            form.reason = "All of them"
            preview = form.preview
        self.assertEqual(preview.count("Will be released"), 2)
        for word in ("sells it", "is not on hold", "Ask a person with more authority"):
            self.assertIn(word, preview)
        message = form.record.action_apply()["params"]["message"]
        self.assertEqual((first | second).mapped("state"), ["used", "used"])
        self.assertEqual((own | large).mapped("state"), ["open", "open"])
        self.assertEqual(gone.state, "refused")
        self.assertEqual([first.release_cap, second.release_cap], [1100, 1200])
        self.assertIn("Released: 2.", message)
        for hold in (own, gone, large):
            self.assertIn(hold.reference, message)

    def test_salespeople_cannot_open_it(self):
        with self.assertRaises(AccessError):
            self.dialog(self.hold(), user=self.salesperson)

    def test_one_amount_does_not_fit_many(self):
        with self.assertRaisesRegex(UserError, "several orders"):
            self.release(self.hold(1100) | self.hold(1200), cap=5000)


@tagged("post_install", "-at_install")
class TestTelling(HoldCommon):
    """Who hears of what."""

    def asked(self, hold):
        return self.activities(hold).user_id

    def test_the_controller_of_the_account(self):
        self._grant_release(self.second_manager, 50_000)
        self.account.controller_id = self.second_manager
        self.assertEqual(self.asked(self.hold(1500)), self.second_manager)

    def test_the_controller_of_the_company(self):
        self.account.controller_id = False
        self.company.credit_controller_id = self.manager
        self.assertEqual(self.asked(self.hold(1500)), self.manager)

    def test_the_smallest_sufficient_authority(self):
        self.account.controller_id = self.salesperson
        self.company.credit_controller_id = False
        self.assertEqual(self.asked(self.hold(1500)), self.analyst)
        self.assertEqual(self.asked(self.hold(2500)), self.manager)

    def test_never_who_asked(self):
        self.account.controller_id = self.manager
        self.assertNotEqual(self.asked(self.stop(self.order(2500), user=self.manager)), self.manager)

    def test_nobody_entitled(self):
        hold = self.hold(5_000_000)
        self.assertTrue(self.asked(hold).has_group("credit_management.credit_management_group_manager"))
        self.assertTrue(any("Nobody but those who asked" in message.body for message in hold.message_ids))

    def test_a_larger_request_asks_somebody_else(self):
        self.account.controller_id = False
        self.company.credit_controller_id = False
        order = self.order(1500)
        self.assertEqual(self.asked(self.stop(order)), self.analyst)
        order.with_user(self.salesperson).action_credit_request_release("More", 3000)
        self.assertEqual(self.asked(order.credit_hold_id), self.manager)

    def test_release_and_refusal_reach_who_asked_and_who_sells(self):
        assistant = self._create_user("assistant", "sales_team.group_sale_salesman_all_leads")
        for action, subject in ((self.release, "is released"), (self.refuse, "is refused")):
            hold = self.stop(self.order(1500), user=assistant)
            action(hold)
            with self.subTest(subject):
                reached = self.mailed(hold.order_id, subject)
                self.assertEqual(reached, (assistant | self.salesperson).partner_id)
                mails = self.env["mail.mail"].search([("subject", "ilike", subject)])
                self.assertLessEqual(reached, mails.recipient_ids)

    def test_customers_do_not_read_it(self):
        hold = self.hold(1500)
        hold.order_id.message_subscribe(self.customer.ids)
        self.release(hold)
        self.assertNotIn(self.customer, hold.order_id.message_ids.notified_partner_ids)
        messages = hold.order_id.message_ids.filtered(lambda message: "is released" in (message.subject or ""))
        self.assertTrue(messages.subtype_id.internal)
