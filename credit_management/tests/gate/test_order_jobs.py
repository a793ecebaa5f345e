from odoo.tests import tagged
from odoo.tools import mute_logger

from .other_app_common import OtherAppCommon


@tagged("post_install", "-at_install")
class TestJobs(OtherAppCommon):
    """Server actions and scheduled ones: one clear error, unless they ask for the hold."""

    def action(self, code):
        model = self.env["ir.model"]._get("sale.order")
        return self.env["ir.actions.server"].create(
            {"name": "Confirm", "model_id": model.id, "state": "code", "code": code}
        )

    def job(self, code):
        return self.env["ir.cron"].create(
            {
                "name": "Confirm",
                "model_id": self.env["ir.model"]._get("sale.order").id,
                "state": "code",
                "code": code,
                "interval_number": 1,
                "interval_type": "days",
                "user_id": self.salesperson.id,
            }
        )

    def test_one_by_one(self):
        passing, blocked = self.order(100), self.order(1500)
        for order in passing | blocked:
            action = self.action("record.action_confirm()").with_context(active_model="sale.order", active_id=order.id)
            if order == passing:
                action.run()
            else:
                self.assertIn(order.name, self.assertRefusedOnce(action.run))
        self.assertEqual((passing.state, blocked.state), ("sale", "draft"))

    def test_a_job_that_confirms_all_at_once_confirms_none(self):
        orders = self.order(100) | self.order(1500)
        job = self.job(f"model.browse({orders.ids}).action_confirm()")
        with self.enter_registry_test_mode(), mute_logger("odoo.addons.base.models.ir_cron"):
            message = self.assertRefusedOnce(job.sudo().ir_actions_server_id.run)
        self.assertNotIn(orders[0].name, message)
        self.assertEqual(orders.mapped("state"), ["draft", "draft"])

    def test_a_job_that_asks_for_the_hold(self):
        orders = self.order(100) | self.order(1500)
        job = self.job(f"model.browse({orders.ids}).action_credit_confirm()")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertEqual(orders.mapped("state"), ["sale", "draft"])
        self.assertEqual(orders[1].credit_hold_ids.state, "open")
