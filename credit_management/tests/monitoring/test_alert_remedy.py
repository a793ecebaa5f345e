from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlertRemedy(MonitoringCommon):
    """An alert draws its figure, says it in words, and leads to what is done about it."""

    def setUp(self):
        super().setUp()
        self._rule()
        self.judge(95)
        self.alert = self.open_alerts()

    # === ON THE SPOT === #

    def test_another_limit(self):
        self._approve_limit(self.account, 1000)
        action = self.alert.with_user(self.analyst).action_propose_limit()
        limits = self.env[action["res_model"]].with_user(self.analyst).with_context(**action["context"])
        form = Form(limits)
        self.assertEqual((form.account_id, form.amount), (self.account, 1000))
        self.assertIn("95.0 %", form.reason)
        form.amount = 600
        self.assertEqual(form.save().state, "proposed")

    def test_watch_and_stop(self):
        for method, status in (("action_open_watch", "watch"), ("action_open_stop", "stop")):
            action = getattr(self.alert.with_user(self.manager), method)()
            dialogs = self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])
            dialogs.create({}).action_apply()
            self.assertEqual(self.account.status, status)
            self.assertIn("95.0 %", self.account.status_reason)
        dialogs = self.env["credit.status.change"].with_user(self.analyst).with_context(**action["context"])
        with self.assertRaises(AccessError):
            dialogs.create({})

    def test_review(self):
        action = self.alert.with_user(self.analyst).action_review()
        review = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual((review.account_id, review.state), (self.account, "open"))

    def test_mail(self):
        self.account.partner_id.email = "customer@example.com"
        action = self.alert.with_user(self.analyst).action_open_mail()
        composers = self.env[action["res_model"]].with_user(self.analyst).with_context(**action["context"])
        composer = composers.create({"subject": "Your account", "body": "Please pay"})
        self.assertEqual(composer.partner_ids, self.account.partner_id)
        composer.action_send_mail()
        message = self.account.message_ids.filtered(lambda one: one.subject == "Your account")
        self.assertEqual(message.partner_ids, self.account.partner_id)

    # === WORDS === #

    def test_no_figure_nobody_understands(self):
        text = self.rules._text_of
        currency = self.company.currency_id
        self.assertEqual(text("limit_expiry", -35, currency), "35 days ago")
        self.assertEqual(text("document_expiry", 12, currency), "12 days")
        self.assertEqual(text("order_growth", 1000, currency), "more than ten times as much")
        self.assertEqual(text("utilisation", 1000, currency), "more than ten times the limit")
        self.assertEqual(text("utilisation", 95, currency), "95.0 %")

    # === LINE === #

    def test_the_line_of_what_is_not_kept_yet(self):
        line = self.alert.figure_line
        self.assertEqual([point["value"] for point in line["points"]], [95, 95])
        self.assertEqual([(one["value"], one["text"]) for one in line["thresholds"]], [(90, "90.0 %"), (80, "80.0 %")])

    def test_the_line_of_what_is_kept(self):
        rows = [self.kept(days, use) for days, use in ((120, 10.0), (60, 50.0), (1, 92.0))]
        for row in rows:
            self.env["credit.snapshot"].sudo()._keep([row])
        self.alert.invalidate_recordset(["figure_line"])
        self.assertEqual([point["value"] for point in self.alert.figure_line["points"]], [50, 92])  # of 90 days

    def kept(self, days_ago, use):
        names = ("bucket_0", "bucket_1", "bucket_31", "bucket_61", "bucket_91", "bucket_121")
        amounts = dict.fromkeys((*names, "amount_receivable", "amount_order", "overdue_amount", "excess_amount"), 0.0)
        return amounts | {
            "account_id": self.account.id, "partner_id": self.account.partner_id.id, "company_id": self.company.id,
            "date": self._day(-days_ago), "exposure": use * 10, "oldest_days_past_due": 0, "limit_state": "limited",
            "limit_amount": 1000.0, "utilisation": use, "days_beyond_terms": None, "status": "active", "score": None,
            "grade_id": None,
        }  # fmt: skip

    def test_by_customer(self):
        """The group of a customer has the severity of its worst alert."""
        other = self._create_account(self._create_customer("Other"), status="active", status_reason="Good")
        self._rule("days_past_due", 10, 5, severity="critical")
        self.judge(95, oldest_days_past_due=20)
        self.judge(95, account=other)
        domain = [("account_id", "in", (self.account | other).ids), ("is_open", "=", True)]
        rows = self.alerts.with_user(self.analyst).formatted_read_group(
            domain, ["partner_id"], ["rank:max"], order="rank:max desc"
        )
        self.assertEqual([row["rank:max"] for row in rows], [2, 1])
