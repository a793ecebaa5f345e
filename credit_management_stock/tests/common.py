from odoo import Command
from odoo.tests.common import new_test_user

from odoo.addons.credit_management.tests.exposure.ledger_common import LedgerCommon
from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon
from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

DAYS_TOO_MANY = -31  # the default policy stops orders and deliveries beyond 30


class DeliveryCommon(HoldCommon, PolicyCommon, LedgerCommon):
    """Confirmed orders of a customer with a limit of 1,000, and somebody who ships and knows nothing of credit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipper = new_test_user(
            cls.env, "credit_test_shipper", "base.group_user,stock.group_stock_user", company_id=cls.company.id
        )
        cls.goods = cls._stocked("order")
        cls.goods_on_delivery = cls._stocked("delivery")
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)

    @classmethod
    def get_default_groups(cls):
        names = [
            "base.group_system",
            "base.group_partner_manager",
            "credit_management.credit_management_group_manager",
            "stock.group_stock_manager",
        ]
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    @classmethod
    def _stocked(cls, invoice_policy):
        """Goods that are moved and never run out."""
        values = {"name": f"Stocked ({invoice_policy})", "type": "consu", "invoice_policy": invoice_policy}
        return cls.env["product.product"].create(values | {"list_price": 100, "taxes_id": [Command.clear()]})

    # === FACTORIES === #

    def order(self, total=500, quantity=1, product=None, **vals):
        """A quotation of the salesperson."""
        line = {
            "product_id": (product or self.goods).id,
            "product_uom_qty": quantity,
            "price_unit": total / quantity,
            "tax_ids": [Command.clear()],
        }
        values = {"partner_id": self.customer.id, "user_id": self.salesperson.id, "company_id": self.company.id}
        return self.env["sale.order"].create(values | {"order_line": [Command.create(line)]} | vals)

    def confirmed(self, *args, **kwargs):
        order = self.order(*args, **kwargs)
        order.action_confirm()
        return order

    def overdue(self, amount=20):
        """A rule that stops every delivery to the customer."""
        return self.invoice(amount, due=DAYS_TOO_MANY)

    def stopped(self, *args, **kwargs):
        """A confirmed order whose delivery has been stopped."""
        order = self.confirmed(*args, **kwargs)
        self.overdue()
        self.validate(order.picking_ids)
        self.assertEqual(order.credit_hold_state, "open")
        return order

    # === SHIPPING === #

    def validate(self, pickings, quantity=None):
        """The answer to a click on Validate in the warehouse."""
        if quantity is not None:
            pickings.move_ids.quantity = quantity
        return pickings.with_user(self.shipper).button_validate()

    def assertShips(self, pickings):
        self.assertIs(self.validate(pickings), True)
        self.assertEqual(set(pickings.mapped("state")), {"done"})

    def assertStopped(self, pickings):
        """Stopped, told so in one sentence without a figure, and nothing is undone."""
        before = [(move.quantity, move.picked, move.state) for move in pickings.move_ids]
        told = self.validate(pickings)
        self.assertEqual((told["tag"], told["params"]["type"]), ("display_notification", "warning"))
        message = told["params"]["message"]
        self.assertEqual(message.count(". "), 0, message)
        for picking in pickings:
            self.assertIn(picking.name, message)
            self.assertIn(picking.sale_id.name, message)
        self.assertEqual([(move.quantity, move.picked, move.state) for move in pickings.move_ids], before)
        holds = pickings.sale_id.credit_hold_id
        self.assertEqual({(hold.state, hold.checkpoint) for hold in holds}, {("open", "delivery")})
        return holds
