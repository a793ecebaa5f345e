from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..core.strategy import READY
from .collections_common import CollectionsCommon


@tagged("post_install", "-at_install")
class TestStrategy(CollectionsCommon):
    """Strategies as people set them up."""

    def test_the_ready_ones_are_those_of_core(self):
        for name, ready in READY.items():
            with self.subTest(name):
                strategy = self.env.ref(f"credit_management_collections.credit_strategy_{name}")
                self.assertEqual(strategy._to_core(self.company, self.today), ready)
                self.assertFalse(strategy.risk_class)

    def test_quiet_days_are_those_without_hours_and_holidays(self):
        calendar = self.always.copy({"company_id": False})
        calendar.attendance_ids.filtered(lambda one: one.dayofweek == "2").unlink()
        self.env["resource.calendar.leaves"].sudo().create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "company_id": False,
                "date_from": fields.Datetime.to_datetime(self.day(5)),
                "date_to": fields.Datetime.to_datetime(self.day(6)),
            }
        )
        calendar.tz = "UTC"
        self.strategy.calendar_id = calendar
        plain = self.strategy._to_core(self.company, self.today)
        self.assertEqual((plain.quiet_weekdays, plain.quiet_days), ({2}, {self.day(5)}))

    def test_the_log_tells_who_changed_a_step(self):
        step = self.strategy.step_ids[-1]
        step.with_user(self.administrator).from_due = 70
        self.assertIn("+60", self.strategy.message_ids[0].body)
        self.assertEqual(self.strategy.message_ids[0].author_id, self.administrator.partner_id)

    def test_collectors_set_up_nothing(self):
        with self.assertRaises(AccessError):
            self.strategy.with_user(self.collector).gap = 1
        with self.assertRaises(AccessError):
            self.strategy.step_ids[0].with_user(self.collector).from_due = 2

    def test_what_all_companies_share_is_for_administrators_of_all(self):
        self.administrator.sudo().company_ids = [Command.set(self.company.ids)]
        self.env["res.company"].sudo().create({"name": "Another"})
        with self.assertRaises(AccessError):
            self.strategy.step_ids[0].with_user(self.administrator).from_due = 2

    def test_steps_make_sense(self):
        with self.assertRaises(ValidationError):
            self.strategy.step_ids[0].write({"otherwise_then": "letter"})
        with self.assertRaises(ValidationError):
            self.strategy.step_ids[0].from_due = -91
