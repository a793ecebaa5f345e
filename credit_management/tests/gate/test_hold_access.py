from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestHoldAccess(HoldCommon):
    """What nobody reaches around the methods."""

    def setUp(self):
        super().setUp()
        self.held = self.hold()

    def test_fields_are_written_by_methods(self):
        forgeries = [
            {"state": "released"},
            {"release_cap": 9e9},
            {"order_id": self.order().id},
            {"requester_id": False},
        ]
        for user in (self.salesperson, self.analyst, self.manager, self.env.user):
            for vals in forgeries:
                for context in ({}, {"credit_by_method": True}, {"credit_by_method": "BY_METHOD"}):
                    with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                        self.held.with_user(user).with_context(**context).write(vals)

    def test_nobody_creates_copies_or_deletes(self):
        vals = {"account_id": self.account.id, "company_id": self.company.id, "checkpoint": "confirmation"}
        for user in (self.salesperson, self.manager, self.env.user):
            holds = self.env["credit.hold"].with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    holds.create(vals)
                with self.assertRaises(UserError):
                    self.held.with_user(user).copy()
                with self.assertRaises(UserError):
                    self.held.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self.held.reason_ids.write({"outcome": "pass"})
        with self.assertRaises(AccessError):
            self.held.reason_ids.unlink()

    def test_who_asks_only_reads(self):
        held = self.held.with_user(self.salesperson)
        self.assertTrue(held.has_access("read"))
        self.assertFalse(held.has_access("write"))
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.held.with_user(user).justification = "They pay tomorrow"

    def test_justification(self):
        action = self.held.with_user(self.salesperson).action_open_request()
        request = self.env[action["res_model"]].with_user(self.salesperson).with_context(**action["context"])
        with Form(request) as form:
            self.assertEqual(form.amount, 1500)
            form.justification = "They pay tomorrow"
        form.record.action_apply()
        self.assertEqual((self.held.justification, self.held.state), ("They pay tomorrow", "open"))
        with self.assertRaises(AccessError):
            self.held.with_user(self.manager).action_open_request()
        self.refuse(self.held)
        with self.assertRaisesRegex(UserError, "no longer on hold"):
            self.held.with_user(self.salesperson).action_open_request()

    def test_an_order_takes_no_hold_of_another(self):
        self.release(self.held, prepayment=10)
        other = self.order(1200)
        forgeries = [{"credit_hold_id": self.held.id}, {"credit_hold_state": "released"}]
        for user in (self.salesperson, self.manager, self.env.user):
            for vals in forgeries:
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        other.with_user(user).with_context(credit_by_method=True).write(vals)
                    with self.assertRaises(AccessError):
                        self.env["sale.order"].with_user(user).create({"partner_id": self.customer.id, **vals})
        for user in (self.salesperson, self.env.user):
            orders = self.env["sale.order"].with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    orders.with_context(default_credit_hold_id=self.held.id).create({"partner_id": self.customer.id})
                order = orders.with_context(default_credit_hold_state="used").create({"partner_id": self.customer.id})
                self.assertFalse(order.sudo().credit_hold_state)

    def test_salespeople_see_their_own(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        other = self.order(seller=seller)
        own = self.stop(other, user=seller)
        visible = self.env["credit.hold"].with_user(seller).search([("id", "in", (own | self.held).ids)])
        self.assertEqual(visible.ids, own.ids)
        self.assertTrue(visible.reasons_text)
        with self.assertRaises(AccessError):
            self.held.with_user(seller).read(["exposure"])

    def test_salespeople_decide_nothing(self):
        for action in (self.release, self.refuse):
            with self.subTest(action.__name__), self.assertRaisesRegex(AccessError, "Ask a credit manager"):
                action(self.held, user=self.salesperson)

    def test_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self._create_user("foreign", "credit_management.credit_management_group_manager")
        foreign.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["credit.hold"].with_user(foreign).search([("id", "=", self.held.id)]))
        self._grant_release(foreign, unlimited=True)
        with self.assertRaises(AccessError):
            self.release(self.held, user=foreign)

    def test_portal_customers_read_nothing_of_it(self):
        order = self.held.order_id
        order.partner_id = self.portal.partner_id
        order.message_subscribe(self.portal.partner_id.ids)
        order = order.with_user(self.portal)
        self.assertEqual(order.read(["name"])[0]["name"], order.name)
        for name in ("credit_hold_id", "credit_hold_state", "credit_hold_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                order.read([name])
        for model in ("credit.hold", "credit.hold.reason"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.portal).search_read([])
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.portal).search([("credit_hold_state", "=", "open")])
        notes = self.held.order_id.message_ids.filtered(lambda message: "CH/" in (message.body or ""))
        self.assertTrue(notes)
        for note in notes:
            with self.assertRaises(AccessError):
                note.with_user(self.portal).read(["body"])
