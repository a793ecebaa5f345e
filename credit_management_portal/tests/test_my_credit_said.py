import io

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..const import PROBLEM_ACTIVITY, PROMISE_ACTIVITY
from ..models.my_credit.credit_portal_quota import MOST_AN_HOUR
from .my_credit_common import MyCreditCommon

BAD = "<img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestMyCreditSaid(MyCreditCommon):
    """What a customer says reaches who looks after it, and nobody outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.controller_id = cls.analyst

    def setUp(self):
        super().setUp()
        self.log_in()

    def said(self):
        self.env.invalidate_all()
        return self.account.message_ids[:1]

    def assertDone(self, response, part):
        self.assertEqual(response.status_code, 303, response.text[-3000:])
        self.assertTrue(response.headers["Location"].endswith(f"{self.url()}?said={part}"))

    def assertWrong(self, response, words, status=422):
        self.assertEqual(response.status_code, status)
        self.assertIn(words, response.text)

    def test_problem(self):
        invoice = self._invoice(90)
        self.assertDone(self.post("problem", item=self.item(invoice).id, text=f"Broken {BAD}\nTwice"), "problem")
        message = self.said()
        self.assertIn(invoice.name, message.body)
        self.assertIn("Broken &lt;img", message.body)
        self.assertIn("<br>Twice", message.body.replace("<br/>", "<br>"))
        self.assertEqual(
            (message.author_id, message.subtype_id), (self.viewer.partner_id, self.env.ref("mail.mt_note"))
        )
        self.assertNotIn(self.viewer.partner_id, self.account.message_partner_ids)
        activity = self.account.activity_ids
        self.assertEqual(activity.activity_type_id, self.env.ref(PROBLEM_ACTIVITY))
        self.assertEqual(activity.user_id, self.analyst)

    def test_problem_with_an_item_of_another(self):
        """It is taken as one about nothing in particular: the name of somebody else's invoice is not told."""
        foreign = self._invoice(90, customer=self.stranger_customer)
        self.assertDone(self.post("problem", item=self.item(foreign).id, text="Mine?"), "problem")
        self.assertNotIn(foreign.name, self.said().body)

    def test_promise(self):
        self.assertDone(self.post("promise", day=str(self._day(5)), amount="120.50", text=""), "promise")
        self.assertIn("120.50", self.said().body)
        activity = self.account.activity_ids
        self.assertEqual(activity.activity_type_id, self.env.ref(PROMISE_ACTIVITY))
        self.assertEqual(activity.date_deadline, self._day(5))

    def test_odd_values(self):
        cases = (
            ("problem", {"text": " \x00 "}, "write a few words"),
            ("problem", {"text": "x" * 2001}, "too long"),
            ("promise", {"day": str(self._day(5)), "amount": "nan"}, "above zero"),
            ("promise", {"day": str(self._day(5)), "amount": "0.001"}, "above zero"),
            ("promise", {"day": str(self._day(-1)), "amount": "5"}, "Choose a day"),
            ("promise", {"day": "9999-99-99", "amount": "5"}, "Choose a day"),
            ("more", {"text": "Please", "amount": "-1"}, "above zero"),
            ("more", {"text": "Please", "amount": "500"}, "Ask for more than your limit"),
        )
        before = len(self.account.message_ids)
        for part, vals, words in cases:
            with self.subTest(part=part, **vals):
                self.assertWrong(self.post(part, **vals), words)
        self.env.invalidate_all()
        self.assertEqual(len(self.account.message_ids), before)
        self.assertFalse(self.account.request_ids)

    def test_what_is_without_end_is_not_read(self):
        for part in ("problem", "promise"):
            self.assertEqual(self.post(part, text="x" * 600_000, amount="5").status_code, 413)
        self.assertFalse(self.account.activity_ids)

    def test_so_often_in_an_hour(self):
        for _time in range(MOST_AN_HOUR):
            self.post("problem", text="Again")
        before = len(self.account.activity_ids)
        self.assertWrong(self.post("problem", text=f"Again {BAD}"), "try again later", 429)
        self.env.invalidate_all()
        self.assertEqual(len(self.account.activity_ids), before)

    def test_what_was_typed_comes_back_escaped(self):
        page = self.post("promise", day="never", amount="5", text=BAD).text
        self.assertIn("&lt;img src=x", page)
        self.assertNotIn(BAD, page)

    # === MORE === #

    def ask(self, amount="5000", files=(), **vals):
        sent = [("files", (name, io.BytesIO(content), "application/pdf")) for name, content in files]
        return self.post("more", files=sent or None, amount=amount, text="We grow", cause="growth", **vals)

    def test_more(self):
        self.assertDone(self.ask(files=[("../Accounts 2025.pdf", b"%PDF-1.7 x")]), "more")
        self.env.invalidate_all()
        request = self.account.request_ids
        self.assertEqual((request.state, request.kind, request.amount), ("submitted", "raise", 5000))
        self.assertEqual((request.origin, request.author_id), ("portal", self.viewer))
        files = self.env["ir.attachment"].search([("res_model", "=", request._name), ("res_id", "=", request.id)])
        self.assertEqual((files.name, files.public, files.access_token), ("Accounts 2025.pdf", False, False))
        self.assertNotIn(self.viewer.partner_id, request.message_partner_ids)
        page = self.page().text
        self.assertIn("5,000.00", page)
        self.assertIn("We are looking at it.", page)
        self.assertNotIn(f"{self.url()}/more", page, "it is not asked for twice")
        self.assertWrong(self.ask("6000"), "waits already")

    def test_more_for_a_time(self):
        self.assertDone(self.ask("300", until=str(self._day(30))), "more")
        self.env.invalidate_all()
        request = self.account.request_ids
        self.assertEqual((request.kind, request.valid_to), ("temporary", self._day(30)))

    def test_files_of_other_kinds(self):
        self.assertWrong(self.ask(files=[("a.pdf", b"<script>alert(1)</script>")]), "another kind")
        self.assertFalse(self.account.request_ids)

    def test_reasons_of_a_decision_stay_ours(self):
        """Who asked from outside is neither mailed nor shown why; who looks after the customer is."""
        self.ask()
        self.env.invalidate_all()
        request = self.account.request_ids
        request.with_user(self.manager).with_context(credit_shown=request.with_user(self.manager).shown).action_return(
            "Fishy Numbers"
        )
        self.assertEqual(request.state, "returned")
        told = request.message_ids.filtered(lambda one: "Fishy" in (one.body or ""))
        self.assertTrue(told)
        self.assertEqual(told.partner_ids, self.analyst.partner_id)
        self.assertNotIn(self.viewer.partner_id, request.message_ids.notified_partner_ids)
        page = self.page().text
        self.assertIn("We have a question", page)
        self.assertNotIn("Fishy", page)
        self.assertDone(self.ask("4000"), "more")
        self.env.invalidate_all()
        self.assertEqual((len(self.account.request_ids), request.state, request.amount), (1, "submitted", 4000))

    def test_one_of_ours_waits(self):
        """That somebody of us asks for a limit is told, how much is not."""
        request = self.env["credit.limit.request"].with_user(self.salesperson)
        request = request.create({"account_id": self.account.id, "amount": 7654, "reason": "Internal"})
        request.action_submit()
        page = self.page().text
        self.assertIn("We are looking at your limit already.", page)
        self.assertNotIn("7,654", page)
        self.assertNotIn("Internal", page)

    @mute_logger("odoo.http")
    def test_a_part_that_is_off(self):
        for part in ("problem", "promise", "more"):
            self.account[f"portal_{part}"] = "off"
        for part in ("problem", "promise", "more"):
            response = self.post(part, text="x", amount="1", day=str(self._day(1)))
            self.assertEqual((response.status_code, response.headers["Location"][-10:]), (303, "/my/credit"))
            self.assertNotIn(f"{self.url()}/{part}", self.page().text)
        self.assertFalse(self.account.activity_ids)
