from odoo.tests import freeze_time, tagged

from ...core.exposure.exposure import DRAFT_INVOICE, ORDER
from ..exposure.ledger_common import LedgerCommon
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyExposure(PolicyCommon, LedgerCommon):
    """The policy in force says which items count as owed, and how far it looks ahead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)

    def promise(self, offset, hour=12, **values):
        """A confirmed order to be delivered in so many days."""
        return self.order(1, commitment_date=f"{self.day(offset)} {hour:02}:00:00", **values)

    def test_counted_categories_follow_the_day(self):
        self.invoice(100, post=False)
        self.order(2)
        self.publish(count_order=False, valid_from=self.day(3))
        self.assertEqual(self.figures(self.customer).total, 300)
        self.assertIn(ORDER, self.company._credit_counted_categories())
        self.assertNotIn(ORDER, self.company._credit_counted_categories(self.day(3)))
        with freeze_time(self.day(3)):
            self.account.invalidate_recordset()
            self.assertEqual(self.account.exposure, 100)
            items = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
            self.assertEqual(
                dict(zip(items.mapped("category"), items.mapped("counts"), strict=True)),
                {DRAFT_INVOICE: True, ORDER: False},
            )

    def test_past_view_uses_the_policy_of_that_day(self):
        order = self.order(2)
        order.date_order = f"{self.day(-5)} 12:00:00"
        self.publish(count_order=False)
        self.assertEqual(self.figures(self.customer).total, 0)
        past = self.env["credit.exposure"]._read_figures(self.account, as_of=self.day(-1))[self.account]
        self.assertEqual(past.total, 200)
        items = self.env["credit.open.item"].with_context(credit_as_of=self.day(-1))
        self.assertTrue(items.search([("partner_id", "=", self.customer.id)]).counts)

    def test_horizon_at_its_edge(self):
        self.publish(horizon_days=30)
        self.promise(30, hour=23)
        self.assertOwes({"order": 100})
        self.promise(31, hour=0)
        self.order(3)
        self.assertOwes({"order": 400, "order_later": 100})
        self.assertAgreesWithOracle(self.customer)
        figures = self.figures(self.customer)
        self.assertEqual((figures.total, figures.of("order_later")), (400, 100))
        self.account.invalidate_recordset()
        self.assertEqual((self.account.exposure, self.account.amount_order_later), (400, 100))
        self.assertIn(self.account, self.env["credit.account"].search([("exposure", "=", 400)]))
        later = self.env["credit.open.item"].search([("category", "=", "order_later")])
        self.assertEqual(later.mapped("counts"), [False])
        with freeze_time(self.day(1)):
            self.assertOwes({"order": 500})
            self.assertAgreesWithOracle(self.customer)

    def test_horizon_turns_with_the_company_s_day(self):
        self.publish(horizon_days=30)
        self.promise(31, hour=3)
        for zone, expected in (("UTC", "order_later"), ("America/New_York", "order"), ("Asia/Shanghai", "order_later")):
            self.company.credit_tz = zone
            with self.subTest(zone=zone), freeze_time(f"{self.today} 12:00:00"):
                self.assertOwes({expected: 100})
                self.assertAgreesWithOracle(self.customer)

    def test_no_horizon(self):
        self.promise(3000)
        self.assertOwes({"order": 100})

    def test_horizon_of_a_past_day(self):
        order = self.promise(20)
        order.date_order = f"{self.day(-5)} 12:00:00"
        self.publish(horizon_days=30)._credit_by_method().write({"valid_from": self.day(-20)})
        self.assertOwes({"order": 100}, as_of=self.day(-4))
        order.commitment_date = f"{self.day(27)} 00:00:00"
        self.assertOwes({"order_later": 100}, as_of=self.day(-4))
        self.assertOwes({"order": 100})

    def test_horizon_of_another_company_is_its_own(self):
        other = self.setup_other_company(name="Other")["company"]
        self.publish(horizon_days=1, company=other)
        self.promise(30)
        self.assertOwes({"order": 100})
