import base64

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user

from .agreement_common import AgreementCommon, drawn

PAGE = "/my/credit/agreements"
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"x" * 50).decode()


@tagged("post_install", "-at_install")
class TestAgreementRoutes(AgreementCommon, HttpCase):
    """Every route of agreements, attacked by who has no right to it: one answer for what is not there or not theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_partner = cls._create_customer("Other", email="other@example.com")
        cls.other = cls._create_account(cls.other_partner)
        cls._approve_limit(cls.other, 100, approver=cls.second_manager)
        cls.viewer = cls._contact("viewer", cls.partner, sees=True)
        cls.colleague = cls._contact("colleague", cls.partner)
        cls.stranger = cls._contact("stranger", cls.other_partner, sees=True)

    @classmethod
    def _contact(cls, name, customer, sees=False):
        user = new_test_user(
            cls.env, login=f"agreement_{name}", groups="base.group_portal", email=f"{name}@example.com"
        )
        user.partner_id.write({"parent_id": customer.id, "credit_viewer": sees})
        return user

    # === CALLS === #

    def get(self, agreement, token=None, suffix=""):
        self.env.flush_all()
        query = f"?access_token={token}" if token else ""
        return self.url_open(f"{PAGE}/{agreement.id}{suffix}{query}", allow_redirects=False)

    def post_signature(self, agreement, token=None, digest=None, name="Jo", signature=None):
        self.env.flush_all()
        digest = agreement.sudo().content_hash if digest is None else digest
        query = f"?digest={digest}" + (f"&access_token={token}" if token else "")
        params = {"name": name, "signature": drawn() if signature is None else signature}
        answer = self.url_open(f"{PAGE}/{agreement.id}/sign{query}", json={"params": params})
        self.env.invalidate_all()
        return answer.json().get("result") or answer.json()

    def token(self, agreement):
        return agreement.sudo().access_token

    # === SEEN === #

    def test_who_sees_the_page(self):
        agreement = self.sent()
        for token in (None, "", "guessed", self.token(agreement)[:-1], self.token(self.sent(account=self.other))):
            for suffix in ("", "/file"):
                self.assertEqual(self.get(agreement, token, suffix).status_code, 303, f"{token}{suffix}")
        self.assertEqual(self.get(agreement, self.token(agreement)).status_code, 200)
        missing = agreement.browse(10**9)
        self.assertEqual(self.get(missing).headers["Location"], self.get(agreement).headers["Location"])
        for user, code in ((self.viewer, 200), (self.colleague, 303), (self.stranger, 303), (self.analyst, 303)):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.get(agreement).status_code, code, user.login)
            listed = self.url_open(PAGE).text
            self.assertEqual(agreement.name in listed, code == 200, user.login)

    def test_what_we_have_not_sent_is_not_there(self):
        for make in (self.draft, self.approved):
            agreement = make()
            token = agreement.sudo()._portal_ensure_token()
            self.assertEqual(self.get(agreement, token).status_code, 303)
            self.assertIn("not there", self.post_signature(agreement, token)["error"])
        agreement = self.sent()
        old = self.token(agreement)
        agreement.action_take_back()
        self.assertEqual(self.get(agreement, old).status_code, 303)
        agreement.with_user(self.manager).action_approve()
        agreement.action_send()
        self.assertEqual(self.get(agreement, old).status_code, 303)
        self.assertIn("not there", self.post_signature(agreement, old)["error"])
        self.assertEqual(agreement.state, "sent")

    def test_nothing_internal_is_on_the_page(self):
        agreement = self.sent(special_terms="<script>alert(1)</script>")
        agreement.with_user(self.manager).message_post(body="Internal: weak figures")
        answer = self.get(agreement, self.token(agreement))
        page = answer.text
        self.assertIn("5,000.00", page)
        self.assertIn("&lt;script&gt;alert(1)", page)
        self.assertNotIn("<script>alert(1)", page)
        for internal in ("weak figures", self.analyst.name, self.manager.name, "hand_ids", "decision_reason"):
            self.assertNotIn(internal, page)
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_portal_users_read_no_record(self):
        agreement = self.countersigned()
        for model in ("credit.agreement", "credit.agreement.template", "credit.agreement.section"):
            self.assertFalse(self.env[model].with_user(self.viewer).has_access("read"), model)
        self.authenticate(self.viewer.login, self.viewer.login)
        body = {"params": {"model": agreement._name, "method": "read", "args": [agreement.ids], "kwargs": {}}}
        answer = self.url_open(f"/web/dataset/call_kw/{agreement._name}/read", json=body).json()
        self.assertIn("error", answer)
        for kept in ("signed_file", "final_file", "signature"):
            found = self.url_open(f"/web/content/{agreement._name}/{agreement.id}/{kept}")
            self.assertEqual(found.status_code, 404, kept)

    # === SIGNED === #

    def test_the_link_signs_once(self):
        agreement = self.sent()
        token = self.token(agreement)
        other = self.sent(account=self.other)
        attacks = {
            "no link": {"token": None},
            "a guessed link": {"token": "guessed"},
            "another customer's link": {"token": self.token(other)},
            "another text": {"digest": "0" * 64},
            "the text of another agreement": {"digest": other.content_hash},
            "no text": {"digest": ""},
            "no name": {"name": "  "},
            "a name that is none": {"name": ["Jo"]},
            "a name without end": {"name": "J" * 200},
            "no signature": {"signature": ""},
            "no image": {"signature": "<svg onload=alert(1)>"},
            "an image of another kind": {"signature": JPEG},
            "an image that is broken": {"signature": base64.b64encode(b"\x89PNG\r\n\x1a\nbroken").decode()},
            "an image without end": {"signature": "A" * 2_100_000},
            "a signature that is no text": {"signature": {"a": 1}},
        }
        for attack, how in attacks.items():
            with self.subTest(attack=attack):
                answer = self.post_signature(agreement, **{"token": token, **how})
                self.assertTrue(answer.get("error"), answer)
                self.assertEqual((agreement.state, agreement.signed_by), ("sent", False))
        self.assertIn("redirect_url", self.post_signature(agreement, token))
        self.assertEqual((agreement.state, agreement.signed_by, agreement.signed_ip), ("signed", "Jo", "127.0.0.1"))
        kept = agreement.signed_hash
        again = self.post_signature(agreement, token, name="Somebody Else", signature=drawn(200))
        self.assertIn("does not wait for a signature", again["error"])
        self.assertEqual((agreement.signed_by, agreement.signed_hash), ("Jo", kept))
        file = self.get(agreement, token, "/file")
        self.assertEqual(self.digest(base64.b64encode(file.content)), kept)

    def test_nobody_signs_what_is_over(self):
        late = self.sent(account=self.other)
        late.sudo()._credit_by_method().sign_until = self._day(-1)
        self.assertIn("time to sign", self.post_signature(late, self.token(late))["error"])
        self.assertNotIn("o_portal_sign", self.get(late, self.token(late)).text)
        ended = self.countersigned()
        ended.with_user(self.second_manager).action_end(self._day(0), "Gone")
        replaced = self.countersigned()
        replaced.sudo()._set_over("replaced", self._day(0), "Test")
        for agreement in (ended, replaced):
            kept = agreement.signed_hash
            self.assertIn("does not wait", self.post_signature(agreement, self.token(agreement))["error"])
            self.assertEqual(agreement.signed_hash, kept)

    def test_nobody_of_us_signs(self):
        agreement = self.sent()
        token = self.token(agreement)
        for user in (self.analyst, self.manager, self.env.ref("base.user_admin")):
            self.authenticate(user.login, user.login if user != self.env.ref("base.user_admin") else "admin")
            self.assertIn("only the customer signs", self.post_signature(agreement, token)["error"])
        self.assertEqual(agreement.state, "sent")
        self.authenticate(self.colleague.login, self.colleague.login)
        self.assertIn("not there", self.post_signature(agreement)["error"])
        self.authenticate(self.viewer.login, self.viewer.login)
        self.assertIn("redirect_url", self.post_signature(agreement))
        self.assertIn(self.viewer.partner_id, agreement.message_ids.author_id)

    # === DECLINED === #

    def test_declined_by_a_form_of_the_page_only(self):
        agreement = self.sent()
        token = self.token(agreement)
        self.authenticate(None, None)
        url = f"{PAGE}/{agreement.id}/decline?access_token="
        for data in ({"comment": "No"}, {"comment": "No", "csrf_token": "forged"}):
            self.assertEqual(self.url_open(url + token, data=data).status_code, 400)
        csrf = Request.csrf_token(self)
        for tried, comment in (("guessed", "No"), (token, "  ")):
            self.url_open(url + tried, data={"comment": comment, "csrf_token": csrf})
            self.env.invalidate_all()
            self.assertEqual(agreement.state, "sent", tried)
        self.url_open(url + token, data={"comment": "Too little", "csrf_token": csrf})
        self.env.invalidate_all()
        self.assertEqual((agreement.state, agreement.decline_reason), ("declined", "Too little"))

    def test_a_link_ends_some_days_after_the_agreement(self):
        """The page says until when; the login of who sees the customer's credit opens it for good."""
        self.company.credit_agreement_link_days = 10
        agreement = self.sent()
        token = self.token(agreement)
        agreement._credit_by_method().write({"sign_until": self._day(-10)})
        answer = self.get(agreement, token)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Your link opens this page until", answer.text)
        agreement._credit_by_method().write({"sign_until": self._day(-11)})
        for suffix in ("", "/file"):
            self.assertEqual(self.get(agreement, token, suffix).status_code, 303)
        self.assertTrue(self.post_signature(agreement, token).get("error"))
        agreement = self.countersigned()
        token = self.token(agreement)
        agreement._credit_by_method().write({"state": "ended", "ended_on": self._day(-10)})
        self.assertEqual(self.get(agreement, token).status_code, 200)
        agreement._credit_by_method().write({"ended_on": self._day(-11)})
        self.assertEqual(self.get(agreement, token).status_code, 303)
        self.authenticate("agreement_viewer", "agreement_viewer")
        self.assertEqual(self.get(agreement).status_code, 200)
        self.assertNotIn("Your link opens", self.get(agreement).text)
