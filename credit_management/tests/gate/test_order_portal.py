from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .hold_common import HoldCommon

SIGNING, PAYING = "credit_management_sign", "credit_management_pay"
AWAITS = "o_credit_awaits_approval"
# What the customer must never read: the limit, what is owed, the two together, and words about them.
SECRETS = ("1,234.56", "1234.56", "777.77", "2,277.77", "2277.77", "credit limit", "would be owed", "On Credit Hold")


class PortalOrderCommon(HoldCommon, HttpCase):
    """A customer with a login who owes 777.77 and may owe 1,234.56."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._limit_to(1234.56)
        cls.portal.partner_id.write({"parent_id": cls.customer.id, "name": "Joel Willis"})

    def setUp(self):
        super().setUp()
        self.order(777.77, partner_id=self.customer.id).action_confirm()

    def sent(self, total=1500, **vals):
        """A quotation as the customer has it."""
        vals = {"require_signature": True, "require_payment": False} | vals
        order = self.order(total, partner_id=self.portal.partner_id.id, partner_invoice_id=self.customer.id, **vals)
        order.action_quotation_sent()
        order._portal_ensure_token()
        return order

    def page(self, order):
        self.authenticate(self.portal.login, self.portal.login)
        return self.url_open(order.get_portal_url()).text

    def assertNothingShown(self, page):
        for secret in SECRETS:
            self.assertNotIn(secret, page)

    def assertHeld(self, order):
        """One open hold that knows how the order was being confirmed."""
        hold = order.credit_hold_ids
        self.assertEqual((len(hold), hold.state, order.credit_hold_id), (1, "open", hold))
        self.assertTrue(hold.send_email and hold.customer_facing)
        self.assertEqual(order.state, "sent")
        return hold

    def assertConfirmationSent(self, order):
        """Odoo's mail with the confirmation, to the customer."""
        told = order.message_ids.filtered(lambda message: self.portal.partner_id in message.notified_partner_ids)
        confirmed = told.filtered(lambda message: "Order (Ref" in (message.subject or "")).filtered(
            lambda message: "has been confirmed" in message.body and "A payment with reference" not in message.body
        )
        self.assertEqual(len(confirmed), 1, told.mapped("body"))
        self.assertNothingShown(confirmed.body)


@tagged("post_install", "-at_install")
class TestSignedOnThePortal(PortalOrderCommon):
    """A signature is kept, whatever the policy says, and the customer learns no figures."""

    def test_in_the_browser(self):
        order = self.sent()
        self.start_tour(order.get_portal_url(), SIGNING, login=self.portal.login)
        hold = self.assertHeld(order)
        self.assertTrue(order.signature and order.signed_on)
        self.assertEqual(order.signed_by, "Joel Willis")
        signed = order.message_ids.filtered(lambda message: "Order signed by" in message.body)
        self.assertEqual(len(signed.attachment_ids), 1)
        page = self.page(order)
        self.assertIn(AWAITS, page)
        self.assertNothingShown(page)

        self.release(hold)
        self.assertEqual((order.state, hold.state), ("sale", "used"))
        self.assertTrue(order.signature)
        self.assertConfirmationSent(order)
        page = self.page(order)
        self.assertNotIn(AWAITS, page)
        self.assertIn("Sales Order", page)
        self.assertNothingShown(page)

    def test_within_the_limit(self):
        order = self.sent(100)
        self.sign(order)
        self.assertEqual((order.state, bool(order.credit_hold_id)), ("sale", False))

    def test_signing_twice_is_refused_and_opens_nothing(self):
        order = self.sent()
        self.assertNotIn("error", self.sign(order))
        self.assertIn("error", self.sign(order))
        self.assertHeld(order)

    def sign(self, order):
        """What the page sends."""
        self.authenticate(None, None)
        pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        url = f"/my/orders/{order.id}/accept"
        params = {"access_token": order.access_token, "name": "Joel Willis", "signature": pixel}
        answer = self.make_jsonrpc_request(url, params)
        self.assertNothingShown(str(answer))
        return answer

    # === WHAT A CUSTOMER'S PROGRAM READS === #

    def rpc(self, model, method, *args):
        params = {"model": model, "method": method, "args": args, "kwargs": {}}
        return self.make_jsonrpc_request(f"/web/dataset/call_kw/{model}/{method}", params)

    @mute_logger("odoo.http")
    def test_a_customers_program_reads_no_hold(self):
        order = self.sent()
        self.sign(order)
        self.authenticate(self.portal.login, self.portal.login)
        self.assertEqual(self.rpc("sale.order", "read", order.ids, ["name"])[0]["name"], order.name)
        for name in ("credit_hold_id", "credit_hold_state", "credit_hold_ids", "credit_banner", "credit_banner_level"):
            with self.assertRaises(JsonRpcException, msg=name) as caught:
                self.rpc("sale.order", "read", order.ids, [name])
            self.assertIn("AccessError", str(caught.exception))
            with self.assertRaises(JsonRpcException, msg=name):
                self.rpc("sale.order", "search_count", [(name, "!=", False)])
        for model in ("credit.hold", "credit.hold.reason", "credit.account", "credit.limit", "credit.open.item"):
            with self.assertRaises(JsonRpcException, msg=model):
                self.rpc(model, "search_read", [], ["id"])
        for method in ("action_confirm", "action_credit_confirm"):
            with self.assertRaises(JsonRpcException, msg=method):
                self.rpc("sale.order", method, order.ids)
        self.assertNothingShown(str(self.rpc("sale.order", "read", order.ids, ["name", "state", "note", "reference"])))

    def test_a_customer_reads_no_notes(self):
        order = self.sent()
        self.sign(order)
        self.assertTrue(order.message_ids.filtered(lambda message: "stopped by the credit policy" in message.body))
        messages = self.env["mail.message"].with_user(self.portal)
        readable = messages.search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertNothingShown(" ".join(readable.mapped("body")))
        self.assertFalse(readable.filtered(lambda message: "credit policy" in message.body))
        hidden = order.message_ids.filtered(lambda message: "stopped by the credit policy" in message.body)
        with self.assertRaises(AccessError):
            hidden.with_user(self.portal).read(["body"])
