from odoo.exceptions import UserError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestOrderSoldTo(HoldCommon):
    """One customer orders and another is billed: stop and *must be assessed* look at both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._create_customer("Buyer")
        cls.buyer_account = cls._create_account(cls.buyer, status="active", status_reason="Good")
        cls.stranger = cls._create_customer("Stranger")
        for account, payer in (
            (cls.buyer_account, cls.customer),
            (cls.buyer_account, cls.stranger),
            (cls.account, cls.buyer),
        ):
            cls._agree_payer(account, payer)

    def put_on_stop(self):
        self.buyer_account.sudo().write({"status": "stop", "status_reason": "Fraud"})

    def sold(self, buyer, billed, **vals):
        return self.order(100, partner_id=buyer.id, partner_invoice_id=billed.id, **vals)

    def test_buyer_on_stop_billed_to_a_stranger(self):
        self.put_on_stop()
        order = self.sold(self.buyer, self.stranger)
        with self.assertRaisesRegex(UserError, "Buyer: The credit account is on “Stop”"):
            order.with_user(self.salesperson).action_confirm()

    def test_contact_of_a_buyer_on_stop(self):
        self.put_on_stop()
        contact = self.env["res.partner"].create({"name": "Purchasing", "parent_id": self.buyer.id})
        with self.assertRaisesRegex(UserError, "Buyer: The credit account"):
            self.sold(contact, self.stranger).with_user(self.salesperson).action_confirm()

    def test_billed_on_stop(self):
        self.put_on_stop()
        with self.assertRaisesRegex(UserError, "Buyer: The credit account"):
            self.sold(self.customer, self.buyer).with_user(self.salesperson).action_confirm()

    def test_of_one_customer_nobody_is_named(self):
        self.put_on_stop()
        with self.assertRaises(UserError) as caught:
            self.sold(self.buyer, self.buyer).with_user(self.salesperson).action_confirm()
        self.assertNotIn("Buyer: ", str(caught.exception))

    def test_hold_and_banner_name_the_customer(self):
        self.put_on_stop()
        order = self.sold(self.buyer, self.customer)
        self.assertIn("Buyer: The credit account is on", order.with_user(self.salesperson).credit_banner)
        hold = self.stop(order)
        self.assertEqual(hold.partner_id, self.customer)
        blocking = hold.reason_ids.filtered(lambda reason: reason.outcome == "block")
        self.assertIn("Buyer: The credit account is on", blocking.finding)

    def test_unsaved_quotation(self):
        self.put_on_stop()
        order = self.env["sale.order"].new(
            {"partner_id": self.buyer.id, "partner_invoice_id": self.customer.id, "company_id": self.company.id}
        )
        self.assertEqual(order.credit_banner_level, "danger")

    def test_a_firm_order_given_to_a_buyer_on_stop(self):
        order = self.sold(self.customer, self.customer)
        order.action_confirm()
        self.put_on_stop()
        with self.assertRaisesRegex(UserError, "Buyer: The credit account"):
            order.with_user(self.salesperson).write(
                {"partner_id": self.buyer.id, "partner_invoice_id": self.customer.id}
            )
            self.env.cr.flush()

    def test_a_release_is_for_who_ordered(self):
        """Another customer on stop is another decision, whoever is billed."""
        self.put_on_stop()
        other = self._create_customer("Another")
        self._agree_payer(self._create_account(other, status="stop", status_reason="Fraud"), self.customer)
        order = self.sold(self.buyer, self.customer)
        self.release(self.stop(order))
        self.assertEqual(order.state, "sale")
        self.env.cr.flush()
        with self.assertRaisesRegex(UserError, "Another: The credit account"):
            order.with_user(self.salesperson).write({"partner_id": other.id, "partner_invoice_id": self.customer.id})
            self.env.cr.flush()

    def test_given_to_another_customer_while_the_hold_waits(self):
        """Who decides learns of whom the order is now; a release is never for somebody else."""
        order = self.order(1500)
        hold = self.stop(order)
        self.put_on_stop()
        order.with_user(self.salesperson).partner_invoice_id = self.buyer
        with self.assertRaisesRegex(UserError, "was stopped for Customer .*is now for Buyer"), self.cr.savepoint():
            self.release(hold)
        self.assertEqual((order.state, hold.state), ("draft", "open"))
        with self.assertRaisesRegex(UserError, "cannot be confirmed"):
            order.with_user(self.salesperson).action_confirm()

    def test_a_contact_who_ordered_joins_a_customer_on_stop(self):
        """Orders sold to a contact are judged where it arrives."""
        self.put_on_stop()
        person = self.env["res.partner"].create({"name": "Person"})
        self._agree_payer(self._create_account(person), self.customer)
        self.sold(person, self.customer).action_confirm()
        self.analyst.group_ids |= self.env.ref("base.group_partner_manager")
        with self.assertRaisesRegex(UserError, "Buyer: The credit account"):
            person.with_user(self.analyst).parent_id = self.buyer  # within one transaction, too
            self.env.cr.flush()

    def test_exposure_stays_with_who_is_billed(self):
        order = self.sold(self.buyer, self.customer)
        order.action_confirm()
        item = self.env["credit.open.item"].search([("order_id", "=", order.id)])
        self.assertEqual((item.partner_id, item.amount), (self.customer, 100))

    def test_opening_the_buyer_again_clears_the_hold(self):
        self.put_on_stop()
        hold = self.stop(self.sold(self.buyer, self.customer))
        before = self._recheck_triggers()
        self.buyer_account.sudo().write({"status": "active", "status_reason": "Settled"})
        self.assertGreater(self._recheck_triggers(), before)
        hold._recheck()
        self.assertEqual(hold.state, "cleared")
