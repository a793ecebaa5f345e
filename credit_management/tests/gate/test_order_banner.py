from odoo.tests import Form, tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestOrderBanner(GateCommon):
    """Verdict on a quotation while it is written."""

    def test_banner_while_the_quotation_is_written(self):
        with Form(self.env["sale.order"].with_user(self.salesperson)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.goods
                line.price_unit = 1000
            self.assertEqual(form.credit_banner_level, "success")
            with form.order_line.edit(0) as line:
                line.price_unit = 1240
            self.assertEqual(form.credit_banner_level, "danger")
            self.assertIn("124 % of the limit", form.credit_banner)
            self.assertIn("A payment of $\N{NO-BREAK SPACE}240.00, or a reduction by", form.credit_banner)

    def test_banner_of_a_customer_nobody_knows(self):
        order = self.order(1, confirm=False, partner_id=self.env["res.partner"].create({"name": "New"}).id)
        self.assertEqual(order.credit_banner_level, "info")
