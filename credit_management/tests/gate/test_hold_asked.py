from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestAsked(HoldCommon):
    """Who has asked for a release, when, and whom it waits for, wherever it is shown; nobody is asked twice."""

    def ask(self, order, why="They pay tomorrow", amount=None, user=None):
        order = order.with_user(user or self.salesperson)
        return self.env["credit.hold"].browse(order.action_credit_request_release(why, amount))

    def test_stopped_is_not_asked(self):
        hold = self.hold()
        self.assertEqual((hold.stage, hold.asked_text, hold.asked_by.id), ("open", False, False))
        self.assertEqual(hold.waits_for_ids, self.analyst, "who decides is told all the same")
        self.assertIn("It is on hold:", hold.order_id.with_user(self.salesperson).credit_banner)

    def test_who_when_and_whom_it_waits_for(self):
        order = self.order().with_user(self.salesperson)
        hold = self.ask(order)
        self.assertEqual((hold.stage, hold.asked_by, bool(hold.asked_on)), ("asked", self.salesperson, True))
        self.assertEqual((hold.state, order.credit_hold_state, order.credit_hold_stage), ("open", "open", "asked"))
        for text in (hold.asked_text, order.credit_asked_text, order.credit_banner):
            self.assertIn(f"{self.salesperson.name} asked for a release on", text)
            self.assertIn(f"It waits for {self.analyst.name}.", text)
        said = order.sudo().message_ids.filtered(lambda message: "They pay tomorrow" in message.body)
        self.assertIn(f"It waits for {self.analyst.name}.", said.body)
        self.assertEqual(said.author_id, self.salesperson.partner_id)

    def test_a_sentence_is_added_and_nobody_is_asked_twice(self):
        order = self.order()
        hold = self.ask(order)
        asked, since = self.activities(hold), hold.asked_on
        self.env.flush_all()
        mails = self.env["mail.message"].search_count([("res_id", "=", hold.id), ("model", "=", "credit.hold")])
        self.ask(order, "The bank confirms it")
        self.assertEqual(hold.justification, "They pay tomorrow\nThe bank confirms it")
        self.assertEqual((self.activities(hold), hold.asked_on), (asked, since))
        self.ask(order, "The bank confirms it")
        self.assertEqual(hold.justification, "They pay tomorrow\nThe bank confirms it")
        logged = self.env["mail.message"].search_count([("res_id", "=", hold.id), ("model", "=", "credit.hold")])
        self.assertLessEqual(logged - mails, 2, "the sentence, and no new request")

    def test_the_limit_asked_for_lets_it_pass(self):
        """Who sells asks for the limit that the order needs, as the button fills it in; once granted it passes."""
        hold = self.ask(self.order())
        action = hold.with_user(self.salesperson).action_request_limit()
        requests = self.env["credit.limit.request"].with_user(self.salesperson).with_context(**action["context"])
        with Form(requests) as form:
            self.assertEqual(form.amount, 1500)
            self.assertIn(hold.order_name, form.reason)
        request = form.record
        request.action_submit()
        request.with_user(self._approver()).action_approve()
        hold.with_user(self.salesperson).action_recheck()
        self.assertEqual(hold.state, "cleared")

    def test_what_is_on_top_is_not_asked_for_again(self):
        hold = self.ask(self.order())
        self._approve_limit(self.account, 200, approver=self._approver(), kind="temporary", valid_to=self._day(5))
        action = hold.with_user(self.salesperson).action_request_limit()
        self.assertEqual(action["context"]["default_amount"], 1300)

    def test_more_than_who_was_asked_may_release_asks_another(self):
        self._grant_release(self.second_manager, 2_000_000)
        order = self.order()
        self.account.controller_id = self.manager
        hold = self.ask(order)
        self.assertEqual(hold.waits_for_ids, self.manager)
        self.ask(order, "A second lorry", 200_000)
        self.assertEqual((hold.waits_for_ids, hold.amount_wanted), (self.second_manager, 200_000))
        self.assertIn("200,000", self.activities(hold).summary)

    def test_the_amount_is_told_to_who_was_asked(self):
        hold = self.ask(self.order())
        self.ask(hold.order_id, "A second lorry", 2500)
        self.assertIn("2,500", self.activities(hold).summary)

    def test_decided_is_not_asked_any_more(self):
        hold = self.ask(self.order())
        self.refuse(hold)
        order = hold.order_id.with_user(self.salesperson)
        self.assertEqual((hold.stage, hold.asked_text), ("refused", False))
        self.assertFalse(hold.waits_for_ids)
        again = self.ask(order, "They have paid half of it")
        self.assertNotEqual(again, hold)
        self.assertEqual((again.stage, again.justification), ("asked", "They have paid half of it"))

    def test_a_request_survives_another_confirmation(self):
        hold = self.ask(self.order())
        hold.order_id.with_user(self.salesperson).action_credit_confirm()
        self.assertEqual((hold.stage, hold.asked_by), ("asked", self.salesperson))

    def test_a_change_of_a_confirmed_order(self):
        order = self.order(900).with_user(self.salesperson)
        order.action_confirm()
        self.ask(order, amount=1400)
        self.assertEqual((order.credit_hold_stage, order.state), ("asked", "sale"))
        self.assertIn("It waits for", order.credit_asked_text)

    def test_nobody_to_ask(self):
        self.env["credit.authority"].sudo().search([]).unlink()
        managers = self.env.ref("credit_management.credit_management_group_manager")
        managers.all_user_ids.write({"active": False})
        hold = self.ask(self.order())
        self.assertIn("Nobody can decide on it yet", hold.asked_text)

    def test_who_sells_reads_it_and_writes_nothing(self):
        own = self._create_user("own", "sales_team.group_sale_salesman")
        own.write({"company_ids": self.company.ids, "company_id": self.company.id})
        order = self.order(seller=own)
        hold = self.ask(order, user=own).with_user(own)
        self.assertEqual(hold.read(["stage", "waits_for_ids"])[0]["stage"], "asked")
        for vals in ({"asked_by": self.manager.id}, {"asked_on": False}, {"stage": "released"}, {"asked_text": ""}):
            for user in (own, self.salesperson, self.manager):
                with self.subTest(vals=vals, user=user.login), self.assertRaises(AccessError):
                    hold.with_user(user).write(vals)
        other = self.ask(self.order())
        with self.assertRaises(AccessError):
            other.with_user(own).read(["asked_text"])
        with self.assertRaises(AccessError):
            other.order_id.with_user(own).read(["credit_asked_text"])
        found = self.env["credit.hold"].with_user(own).search([("asked_on", "!=", False)])
        self.assertEqual(found, hold)

    def test_the_portal_learns_nothing(self):
        order = self.order()
        self.ask(order)
        self.portal.partner_id.parent_id = self.customer
        order.message_subscribe(self.portal.partner_id.ids)
        for name in ("credit_asked_text", "credit_hold_stage"):
            with self.assertRaises(AccessError):
                order.with_user(self.portal).read([name])

    def test_dialog_of_a_request_shows_what_was_said(self):
        order = self.order().with_user(self.salesperson)
        self.ask(order)
        action = order.action_credit_open_request()
        with Form(order.env[action["res_model"]].with_context(**action["context"])) as form:
            self.assertEqual((form.said, form.justification), ("They pay tomorrow", False))
            form.justification = "The bank confirms it"
        form.record.action_apply()
        self.assertEqual(order.credit_hold_id.justification, "They pay tomorrow\nThe bank confirms it")

    def test_dialog_tells_nothing_of_an_order_out_of_sight(self):
        own = self._create_user("own", "sales_team.group_sale_salesman")
        order = self.order()
        self.ask(order)
        request = self.env["credit.hold.request"].with_user(own)
        with self.assertRaises(AccessError):
            request.create({"order_id": order.id, "justification": "x", "amount": 1}).read(["said"])
        with self.assertRaises(AccessError):
            request.create({"order_id": order.id, "justification": "x"}).read(["amount"])


@tagged("post_install", "-at_install")
class TestAskedInTheBrowser(HoldCommon, HttpCase):
    def test_asked_and_added(self):
        order = self.order(1500)
        order.with_user(self.salesperson).action_credit_confirm()
        self.start_tour(f"/odoo/sales/{order.id}", "credit_management_asked", login=self.salesperson.login)
        hold = order.credit_hold_id
        self.assertEqual((hold.stage, hold.justification), ("asked", "They pay tomorrow\nThe bank confirms it"))
