from unittest.mock import patch

from odoo.tests import tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestDigest(MonitoringCommon):
    """One mail to each owner, of what is new."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._rule()
        cls.theirs = cls._create_account(cls._create_customer("Theirs"), controller_id=cls.manager.id)

    def mails(self, user):
        return self.env["mail.mail"].search([("recipient_ids", "=", user.partner_id.id), ("subject", "like", "Credit")])

    def test_one_mail_each(self):
        third = self._create_account(self._create_customer("Third"), controller_id=self.analyst.id)
        for account in (self.account, self.theirs, third):
            self.judge(95, account)
        self.assertEqual(self.alerts._send_digests(), 2)
        mail = self.mails(self.analyst)
        self.assertEqual(len(mail), 1)
        self.assertIn("2 new alerts", mail.subject)
        for text in ("Alerted", "Third", "95.0 %", "90.0 %", "/mail/view?model=credit.alert&amp;res_id="):
            self.assertIn(text, mail.body_html)
        self.assertNotIn("Theirs", mail.body_html)
        self.assertIn("Theirs", self.mails(self.manager).body_html)

    def test_nothing_new(self):
        self.assertEqual(self.alerts._send_digests(), 0)
        self.judge(95)
        self.assertEqual((self.alerts._send_digests(), self.alerts._send_digests()), (1, 0))

    def test_one_mail_a_day(self):
        self.judge(95)
        self.alerts._send_digests()
        alert = self.judge(95, self._create_account(self._create_customer("Later"), controller_id=self.analyst.id))
        self.assertEqual(self.alerts._send_digests(), 0)
        self.open_alerts()._credit_by_method().mailed_on = self._day(-1)
        self.assertEqual(self.alerts._send_digests(), 1)
        self.assertEqual(alert.mailed_on, self.today)

    def test_a_mail_lists_so_many(self):
        """The most severe ones; of the others it says how many there are."""
        self._rule("overdue_amount", 1000, 500, days=1, severity="critical", name="Much overdue")
        self.judge(95, buckets=(0, 5000, 0, 0, 0, 0))
        with patch("odoo.addons.credit_management.models.monitoring.credit_alert_digest.MOST", 1):
            self.alerts._send_digests()
        body = self.mails(self.analyst).body_html
        self.assertIn("Much overdue", body)
        self.assertNotIn("95.0 %", body)
        self.assertIn("1 more", body)

    def test_by_customer_the_worst_first(self):
        """A customer with the most severe alert, then the one with more of them; each customer once."""
        self._rule("overdue_amount", 1000, 500, days=1, severity="critical", name="Much overdue")
        names = ("Mild", "Worst", "Busy")
        mild, worst, busy = (
            self._create_account(self._create_customer(name), controller_id=self.analyst.id) for name in names
        )
        self.judge(95, mild)
        self.judge(0, worst, buckets=(0, 5000, 0, 0, 0, 0))
        self.judge(95, busy, buckets=(0, 4000, 0, 0, 0, 0))
        self.alerts._send_digests()
        body = self.mails(self.analyst).body_html
        self.assertEqual(sorted(names, key=body.index), ["Busy", "Worst", "Mild"])
        self.assertEqual([body.count(name) for name in names], [1, 1, 1])

    def test_only_where_the_rule_wants_it(self):
        self.rule.act_mail = False
        self.judge(95)
        self.assertEqual(self.alerts._send_digests(), 0)

    def test_companies_and_currencies(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        other = self.env["res.company"].create({"name": "Other Company", "currency_id": euro.id})
        self.analyst.company_ids |= other
        account = self._create_account(self._create_customer("Abroad"), other, controller_id=self.analyst.id)
        self._rule("overdue_amount", 1000, 500, days=1)
        self.judge(95)
        self.judge(0, account, company_id=other.id, buckets=(0, 1500.5, 0, 0, 0, 0))
        self.assertEqual(self.alerts._send_digests(), 1)
        body = self.mails(self.analyst).body_html
        self.assertIn("Other Company", body)
        self.assertIn("1,500.50", body)
        self.assertIn("€", body)

    def test_in_the_owners_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.analyst.lang = "fr_FR"
        self._rule("overdue_amount", 1000, 500, days=1)
        self.judge(0, buckets=(0, 1500.5, 0, 0, 0, 0))
        self.alerts._send_digests()
        self.assertIn("500,50", self.mails(self.analyst).body_html)
