from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestSnapshot(MonitoringCommon):
    """Figures kept, and for how long."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.snapshots = cls.env["credit.snapshot"]

    def keep(self, day, exposure=100.0, **vals):
        """:param day: a date, or days from today"""
        _figures, rows = self.env["credit.monitoring"]._collect(self.account, {})
        day = self._day(day) if isinstance(day, int) else fields.Date.to_date(day)
        self.snapshots._keep([rows[0] | {"date": day, "exposure": exposure} | vals])
        return self.kept()

    def kept(self):
        return self.snapshots.search([("account_id", "=", self.account.id)], order="date")

    def days(self):
        return [str(day) for day in self.kept().mapped("date")]

    def test_one_a_day(self):
        self.keep(0)
        self.assertEqual(self.keep(0, 200.0).exposure, 200)

    def test_nothing_new_of_who_owes_nothing(self):
        self.keep(-3, 0.0)
        self.keep(-2, 0.0)
        self.assertEqual(len(self.kept()), 1)
        self.account.grade_id = self.env["credit.grade"].search([], limit=1)
        self.keep(-1, 0.0)
        self.keep(0, 0.0)
        self.assertEqual(self.kept()[1:].grade_id, self.account.grade_id)
        self.assertEqual(len(self.kept()), 2)

    def test_the_end_of_a_debt_is_kept(self):
        self.keep(-2, 100.0)
        self.keep(-1, 0.0)
        self.keep(0, 0.0)
        self.assertEqual(self.kept().mapped("exposure"), [100, 0])

    def test_no_limit_and_zero(self):
        self.keep(-1)
        self._approve_limit(self.account, 0)
        states = [(snapshot.limit_state, snapshot.limit_amount) for snapshot in self.keep(0)]
        self.assertEqual(states, [("not_assessed", 0), ("limited", 0)])
        self.env.flush_all()
        self.env.cr.execute("SELECT limit_amount FROM credit_snapshot WHERE account_id = %s", [self.account.id])
        self.assertEqual(sorted(self.env.cr.fetchall(), key=str), [(0,), (None,)])

    def test_thinned_to_the_last_of_a_month(self):
        """Across the end of a month and of a year; what is younger than a year stays."""
        days = ["2024-11-30", "2024-12-01", "2024-12-30", "2024-12-31", "2025-01-01", "2025-01-31", "2025-02-01"]
        for day in (*days, "2025-02-02"):
            self.keep(day)
        self.assertEqual(self.days(), [*days, "2025-02-02"])
        self.keep("2026-02-01")
        self.assertEqual(
            self.days(), ["2024-11-30", "2024-12-31", "2025-01-31", "2025-02-01", "2025-02-02", "2026-02-01"]
        )
        self.keep("2026-02-02")
        self.assertEqual(self.days()[3:5], ["2025-02-02", "2026-02-01"])

    def test_leap_day(self):
        for day in ("2024-02-28", "2024-02-29"):
            self.keep(day)
        self.keep("2025-02-28")
        self.assertEqual(self.days(), ["2024-02-28", "2024-02-29", "2025-02-28"])
        self.keep("2025-03-01")
        self.assertEqual(self.days()[:1], ["2024-02-29"])

    def test_score_of_then(self):
        self._rule("score_drop", 10, 5, days=90)
        self.account.write({"grade_id": self.env["credit.grade"].search([], limit=1).id, "score": 95})
        self.keep(-91)
        self.account.score = 80
        self.keep(-10)
        figures, _rows = self.env["credit.monitoring"]._collect(self.account, {})
        self.assertEqual(figures[self.account].earlier[90][0], 95)
        alert = self.alerts._judge(figures)
        self.assertEqual((alert.kind, alert.value), ("score_drop", 15))
        self.assertIn("see the alert", self.notes())
        self.assertNotIn("15.0 points", self.notes(), "salespeople read this")

    def test_who_sees_it(self):
        snapshot = self.keep(0)
        self.assertEqual(snapshot.with_user(self.analyst).exposure, 100)
        other = self.env["res.company"].create({"name": "Other"})
        account = self._create_account(self.account.partner_id, other)
        _figures, rows = self.env["credit.monitoring"]._collect(account, {})
        self.snapshots._keep(rows)
        seen = self.snapshots.with_user(self.analyst).search([("partner_id", "=", self.account.partner_id.id)])
        self.assertEqual(seen, snapshot)

    def test_merge(self):
        self.keep(0)
        other = self._create_account(self._create_customer("Other"))
        _figures, rows = self.env["credit.monitoring"]._collect(other, {})
        self.snapshots._keep(rows)
        self.account._absorb(other)
        self.assertEqual(len(self.kept()), 1)

    # === GRADE MIGRATION === #

    def test_grade_migration(self):
        """From the last snapshots by each of two days; who was not known on the first is left out."""
        best, second, third = self.env["credit.grade"].search([], limit=3)
        self.account.grade_id = best
        self.keep(-40)
        self.account.grade_id = third
        self.keep(-30)
        self.account.grade_id = second
        self.keep(-1)
        wizard = self.env["credit.grade.migration"].with_user(self.analyst)
        for start, end, expected in ((-35, 0, (best, second, -1)), (-30, -1, (third, second, 1)), (-50, 0, None)):
            migration = wizard.create({"date_from": self._day(start), "date_to": self._day(end)})
            lines = wizard.env["credit.grade.migration.line"].search(migration.action_show()["domain"])
            line = lines.filtered(lambda one: one.account_id == self.account)
            found = (line.grade_from_id, line.grade_to_id, line.steps) if line else None
            self.assertEqual(found, expected)

    def test_grade_migration_wants_two_days(self):
        with self.assertRaisesRegex(ValidationError, "earlier first day"):
            self.env["credit.grade.migration"].create({"date_from": self._day(0), "date_to": self._day(0)})
