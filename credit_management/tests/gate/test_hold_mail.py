from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools.mail import html2plaintext

from .hold_common import HoldCommon

# Waits for the dialog of a decision and says what it is about.
SEEN = """
    const wait = setInterval(() => {
        const dialog = document.querySelector(".modal .o_form_view [name='reason']");
        if (dialog && document.querySelectorAll(".o_form_view").length > 1) {
            clearInterval(wait);
            console.log("test successful");
        }
    }, 100);
"""
NOT_SEEN = """
    setTimeout(() => {
        const ok = document.querySelector(".o_action_manager") && !document.querySelector(".modal");
        console[ok ? "log" : "error"]("test successful");
    }, 3000);
"""


@tagged("post_install", "-at_install")
class TestHoldMail(HoldCommon, HttpCase):
    """The mail that asks for a release: to whom it goes, what it says, and where its links lead."""

    def ask(self, hold, text="They pay on Friday"):
        document = hold._document().with_user(self.salesperson)
        document.action_credit_request_release(text)
        return self.sent(hold)

    def sent(self, hold):
        self.env.flush_all()
        self.env.cr.precommit.run()
        return hold.message_ids.filtered(lambda message: "Decision wanted" in (message.subject or ""))

    # === MAIL === #

    def test_once_to_whoever_may_decide(self):
        hold = self.hold(1500)
        (message,) = self.ask(hold)
        self.assertEqual(message.notified_partner_ids, (self.manager | self.analyst).partner_id)
        self.assertEqual((message.model, message.res_id), ("credit.hold", hold.id))

    def test_beyond_the_authority_of_one(self):
        (message,) = self.ask(self.hold(5000))
        self.assertEqual(message.notified_partner_ids, self.manager.partner_id)

    def test_never_to_who_asks(self):
        self._grant_release(self.salesperson, 100_000)
        self._grant_release(self.manager, 100_000)
        (message,) = self.ask(self.hold(1500))
        self.assertNotIn(self.salesperson.partner_id, message.notified_partner_ids)

    def test_what_one_decides_from(self):
        hold = self.hold(1500)
        (message,) = self.ask(hold, "<b>They</b> pay on Friday")
        text = " ".join(html2plaintext(message.body).split())
        blocking = hold.reason_ids.filtered(lambda reason: reason.outcome == "block")
        for expected in (
            hold.order_name,
            "<b>They</b> pay on Friday",
            " ".join(blocking[0].finding.split()),
            "Way out:",
            "Exposure with it",
            "Release",
            "Refuse",
            f"/credit_management/hold/{hold.id}/release",
        ):
            self.assertIn(expected, text)

    def test_not_when_it_is_over(self):
        hold = self.hold(1500)
        hold._document().action_cancel()
        self.assertFalse(self.sent(hold))

    def test_an_answer_is_a_message_of_the_hold(self):
        hold = self.hold(1500)
        (message,) = self.ask(hold)
        self.manager.email = "manager@example.com"
        lines = [
            "From: manager@example.com",
            "To: catchall@example.com",
            "Subject: Re: it",
            "Message-Id: <answer@example.com>",
            f"In-Reply-To: {message.message_id}",
            "",
            "Which invoice do they mean?",
        ]
        self.env["mail.thread"].message_process(False, "\n".join(lines))
        self.assertIn("Which invoice do they mean?", " ".join(hold.message_ids.mapped("body")))

    # === LINKS === #

    def opened(self, hold, decision, user, code):
        user.password = user.login
        self.browser_js(f"/credit_management/hold/{hold.id}/{decision}", code, login=user.login, timeout=90)

    def test_links_lead_into_the_dialog(self):
        hold = self.hold(1500)
        for decision in ("release", "refuse"):
            with self.subTest(decision=decision):
                self.opened(hold, decision, self.manager, SEEN)
        self.assertEqual(hold.state, "open")

    def test_links_give_no_right(self):
        """Who may not decide sees the hold, as far as that is seen, and no dialog."""
        self.opened(self.hold(1500), "release", self.salesperson, NOT_SEEN)

    def test_links_ask_for_the_login(self):
        hold = self.hold(1500)
        answer = self.url_open(f"/credit_management/hold/{hold.id}/release", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_links_turn_to_the_company(self):
        """The hold of a company that the user does not work in just now."""
        other = self.env["res.company"].create({"name": "Other"})
        self.manager.write({"company_ids": [Command.link(other.id)]})
        self.manager.password = self.manager.login
        hold = self.hold(1500)
        self.manager.company_id = other
        self.authenticate(self.manager.login, self.manager.login)
        self.opener.cookies.set("cids", str(other.id))
        answer = self.url_open(f"/credit_management/hold/{hold.id}/release", allow_redirects=False)
        self.assertIn(f"/{hold.id}", answer.headers["Location"])
        self.assertIn("credit_decide=release", answer.headers["Location"])
        self.assertIn(str(self.company.id), answer.cookies["cids"])

    def test_links_of_nothing(self):
        self.manager.password = self.manager.login
        self.authenticate(self.manager.login, self.manager.login)
        answer = self.url_open("/credit_management/hold/999999/release", allow_redirects=False)
        self.assertNotIn("credit_decide", answer.headers["Location"])
