from odoo.tests import tagged

from .my_credit_common import MyCreditCommon

PDF = b"%PDF-1.4\n%signed\n%%EOF"


@tagged("post_install", "-at_install")
class TestMyCreditReconcile(MyCreditCommon):
    """A contact that sees its customer's credit answers a reconciliation on the portal; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invoice(300, due=-10)

    def reconciliation(self, account=None, sent=True):
        account = account or self.account
        vals = {"date_from": self._day(-60), "date_to": self._day(-1), "reply_by": self._day(15)}
        self.env["credit.reconciliation.prepare"].create({"account_ids": account.ids, **vals}).action_prepare()
        found = self.env["credit.reconciliation"].search([("account_id", "=", account.id)], limit=1)
        if sent:
            found.action_mark_sent()
        return found

    def of(self, found, path="", account=None):
        return self.url(f"/reconciliation/{found.id}{path}", account)

    def say(self, found, files=None, **data):
        data = {"csrf_token": self.csrf_token(), **data}
        return self.url_open(self.of(found, "/answer"), data=data, files=files)

    def test_read_and_agreed_with_one_click(self):
        found = self.reconciliation()
        self.log_in()
        self.assertIn(found.name, self.page().text)
        page = self.url_open(self.of(found)).text
        self.assertIn("300.00", page)
        self.assertIn("It agrees with our books", page)
        self.assertIn("We have your answer", self.say(found, result="agreed").text)
        self.assertEqual(
            (found.state, found.answered_by_id, found.is_signed), ("agreed", self.viewer.partner_id, False)
        )
        self.assertIn("answered already", self.say(found, result="agreed").text)

    def test_differs(self):
        found = self.reconciliation()
        self.log_in()
        balance = found.balance_ids
        name = f"balance_{balance.id}"
        for odd in ("300", "nan", "1e99", "x", ""):
            answer = self.say(found, result="differs", text="Paid", **{name: odd})
            self.assertIn("where it differs from ours", answer.text)
        self.assertIn("say what differs", self.say(found, result="differs", **{name: "1"}).text)
        self.assertIn("agrees or differs", self.say(found, result="maybe").text)
        self.assertEqual(found.state, "sent")
        self.assertIn("We have your answer", self.say(found, result="differs", text="Paid 100", **{name: "200"}).text)
        self.assertEqual((found.state, balance.stated, found.answer), ("differs", 200, "Paid 100"))
        self.assertEqual(self.account.reconciliation_state, "differs")
        self.assertIn("200.00", self.url_open(self.of(found)).text)

    def test_a_scan_is_a_signature(self):
        found = self.reconciliation()
        self.log_in()
        self.assertIn("of another kind", self.say(found, {"files": ("slip.exe", b"MZ")}, result="agreed").text)
        self.say(found, {"files": ("slip.pdf", PDF)}, result="agreed")
        self.assertTrue(found.is_signed)
        self.assertEqual(found.message_attachment_count, 1)

    def test_documents_of_what_differs_are_no_signature(self):
        found = self.reconciliation()
        self.log_in()
        name = f"balance_{found.balance_ids.id}"
        self.say(found, {"files": ("ours.pdf", PDF)}, result="differs", text="Paid 100", **{name: "200"})
        self.assertEqual((found.state, found.message_attachment_count), ("differs", 1))
        self.assertFalse(found.is_signed)

    def test_nobody_else_answers(self):
        found, draft = self.reconciliation(), self.reconciliation(sent=False)
        other = self.reconciliation(self.other_account)
        for user, asked, account in (
            (self.stranger, found, self.account),
            (self.stranger, found, self.other_account),
            (self.colleague, found, self.account),
            (self.viewer, draft, self.account),
            (self.viewer, other, self.account),
            (self.viewer, other, self.other_account),
        ):
            self.log_in(user)
            for path in ("", "/file"):
                answer = self.url_open(self.of(asked, path, account), allow_redirects=False)
                self.assertEqual(answer.status_code, 303, (user.login, path))
            data = {"csrf_token": self.csrf_token(), "result": "agreed"}
            self.url_open(self.of(asked, "/answer", account), data=data)
            self.assertNotEqual(asked.state, "agreed")

    def test_what_a_customer_merged_into_this_one_said_is_not_shown(self):
        self._invoice(70, due=-10, customer=self.stranger_customer)
        theirs = self.reconciliation(self.other_account)
        theirs.sudo()._set_answered({}, self._day(0), self.stranger.partner_id)
        self.account.sudo()._absorb(self.other_account.sudo())
        self.assertEqual(theirs.account_id, self.account)
        self.log_in()
        self.assertNotIn(theirs.name, self.page().text)
        for path in ("", "/file"):
            self.assertEqual(self.url_open(self.of(theirs, path), allow_redirects=False).status_code, 303)

    def test_the_switch_of_the_statement(self):
        found = self.reconciliation()
        self.account.portal_statement = "off"
        self.assertFalse(found._get_answer_url())
        self.log_in()
        self.assertNotIn(found.name, self.page().text)
        self.assertEqual(self.url_open(self.of(found), allow_redirects=False).status_code, 303)

    def test_the_mail_says_where(self):
        found = self.reconciliation()
        self.assertIn(self.of(found), found._get_answer_url())
        self.log_in()
        self.assertEqual(self.url_open(self.of(found, "/file")).headers["Content-Type"], "application/pdf")
