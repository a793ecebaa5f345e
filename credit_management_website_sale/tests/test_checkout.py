from odoo import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.credit_management_delivery.tests.common import PaidLaterCommon

AWAITS = "o_credit_awaits_approval"
SECRETS = ("1,234.56", "1234.56", "777.77", "2,277.77", "2277.77", "credit limit", "would be owed", "On Credit Hold")


@tagged("post_install", "-at_install")
class TestCheckout(PaidLaterCommon, HttpCase):
    """A customer with a login, who owes 777.77 and may owe 1,234.56, buys in the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._limit_to(1234.56)
        cls.website = cls.env["website"].search([("company_id", "=", cls.company.id)], limit=1)
        address = {
            "street": "215 Vine St",
            "city": "Scranton",
            "zip": "18503",
            "country_id": cls.env.ref("base.us").id,
            "state_id": cls.env.ref("base.state_us_39").id,
            "phone": "+1 555-555-5555",
        }
        cls.customer.write(address | {"email": "customer@example.com"})
        cls.portal.partner_id.write(address | {"parent_id": cls.customer.id, "name": "Joel Willis"})
        for model in ("delivery.carrier", "loyalty.program"):  # those of the demonstration would change the total
            if model in cls.env:
                cls.env[model].search([]).active = False
        fee = cls.env["product.product"].create(
            {"name": "Free", "type": "service", "list_price": 0, "taxes_id": [Command.clear()]}
        )
        cls.env["delivery.carrier"].create(
            {
                "name": "Van",
                "delivery_type": "fixed",
                "fixed_price": 0,
                "product_id": fee.id,
                "allow_cash_on_delivery": True,
                "is_published": True,
            }
        )
        cls._provider("cash_on_delivery")

    def setUp(self):
        super().setUp()
        self.order(777.77).action_confirm()
        self.known = self.bought()

    def sell(self, price, **vals):
        """Goods for sale in the shop."""
        values = {"name": "Credit Goods", "type": "consu", "list_price": price, "is_published": True}
        return self.env["product.product"].create(values | {"taxes_id": [Command.clear()]} | vals)

    def bought(self):
        return self.env["sale.order"].search([("partner_id", "child_of", self.customer.id)])

    def checkout(self, tour):
        self.start_tour("/shop?search=Credit Goods", tour, login=self.portal.login)
        order = self.bought() - self.known
        self.assertEqual((len(order), order.website_id), (1, self.website))
        return order

    def assertHeld(self, order):
        hold = order.credit_hold_ids
        self.assertEqual((len(hold), hold.state, order.state), (1, "open", "sent"))
        self.assertTrue(hold.send_email and hold.customer_facing)
        return hold

    def test_over_the_limit(self):
        self.sell(1500)
        order = self.checkout("credit_management_checkout_held")
        hold = self.assertHeld(order)
        self.assertGreater(777.77 + order.amount_total, 1234.56)  # at the price list of the shop
        self.authenticate(self.portal.login, self.portal.login)
        page = self.url_open(order.get_portal_url()).text
        self.assertIn(AWAITS, page)
        for secret in SECRETS:
            self.assertNotIn(secret, page)
        self.assertNotIn(order.name, self.url_open("/shop/cart").text)
        self.release(hold)
        self.assertEqual((order.state, hold.state), ("sale", "used"))

    def test_within_the_limit(self):
        self.sell(100)
        order = self.checkout("credit_management_checkout_confirmed")
        self.assertEqual((order.state, bool(order.credit_hold_ids)), ("sale", False))

    # === A CART OF NO VALUE === #

    def buy(self, product):
        """Requests of the shop's pages for a cart that costs nothing."""
        self.authenticate(self.portal.login, self.portal.login)
        params = {"product_template_id": product.product_tmpl_id.id, "product_id": product.id, "quantity": 1}
        self.make_jsonrpc_request("/shop/cart/add", params)
        order = self.bought() - self.known
        self.assertEqual((order.state, order.amount_total), ("draft", 0))
        self.url_open("/shop/checkout?try_skip_step=true")
        return order, self.url_open("/shop/payment/validate")

    def test_free_cart(self):
        order, _page = self.buy(self.sell(0, type="service"))
        self.assertEqual((order.state, bool(order.credit_hold_ids)), ("sale", False))

    def test_free_cart_of_a_customer_on_stop(self):
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        order, page = self.buy(self.sell(0, type="service"))
        self.assertHeld(order)
        self.assertEqual(page.url.split("?")[0].rsplit("/", 1)[1], "confirmation")
        self.assertIn(AWAITS, page.text)
        for secret in (*SECRETS, "Cheque returned"):
            self.assertNotIn(secret, page.text)
        self.make_jsonrpc_request(
            "/shop/cart/add",
            {
                "product_template_id": order.order_line.product_template_id.id,
                "product_id": order.order_line.product_id.id,
                "quantity": 1,
            },
        )
        self.assertEqual(len(order.order_line), 1)
        self.assertEqual(len(self.bought() - self.known), 2, "a new cart")
