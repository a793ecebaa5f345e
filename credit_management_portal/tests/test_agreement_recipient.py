from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user

from .agreement_common import AgreementCommon, drawn

PAGE = "/my/credit/agreements"


@tagged("post_install", "-at_install")
class TestAgreementRecipient(AgreementCommon, HttpCase):
    """Who sells to a customer changes its contacts, and signs nothing by that."""

    def contact(self, name):
        user = new_test_user(self.env, f"recipient_{name}", "base.group_portal", email=f"{name}@example.com")
        user.partner_id.write({"parent_id": self.partner.id, "credit_viewer": True})
        return user

    def test_who_approves_sees_the_addresses(self):
        self.contact("greta")
        agreement = self.draft().with_user(self.manager)
        self.assertIn("<greta@example.com>", agreement.sent_to)
        shown = agreement.shown
        self.contact("friend")
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "friend@example.com"), self.cr.savepoint():
            agreement.with_context(credit_shown=shown).action_approve()
        agreement.with_context(credit_shown=agreement.shown).action_approve()
        self.assertEqual(agreement.state, "approved")

    def test_who_countersigns_sees_whom_it_was_approved_for(self):
        """Contacts that change after the signature keep nobody from countersigning."""
        greta = self.contact("greta")
        agreement = self.signed().with_user(self.manager)
        shown = agreement.shown
        greta.partner_id.email = "other@example.com"
        self.env.invalidate_all()
        self.assertIn("<greta@example.com>", agreement.sent_to)
        agreement.with_context(credit_shown=shown).action_countersign()
        self.assertEqual(agreement.state, "countersigned")

    def test_another_address_is_approved_anew(self):
        greta = self.contact("greta")
        changes = {
            "address": lambda: greta.partner_id.write({"email": "friend@example.com"}),
            "one more": lambda: self.contact("friend"),
        }
        for name, change in changes.items():
            agreement = self.approved()
            change()
            with self.subTest(name), self.assertRaisesRegex(UserError, "would go to .*friend@example.com"):
                agreement.action_send()
            agreement.action_take_back()
            agreement.with_user(self.manager).action_approve()
            agreement.action_send()
            self.assertEqual(agreement.state, "sent")

    def test_a_login_that_it_was_not_approved_for_signs_nothing(self):
        greta = self.contact("greta")
        agreement = self.sent()
        friend = self.contact("friend")
        url = f"{PAGE}/{agreement.id}/sign?digest={agreement.sudo().content_hash}"
        body = {"params": {"name": "Jo", "signature": drawn()}}
        self.env.flush_all()
        for user, state in ((friend, "sent"), (greta, "signed")):
            self.authenticate(user.login, user.login)
            answer = self.url_open(url, json=body).json()["result"]
            self.env.invalidate_all()
            self.assertEqual(agreement.state, state, answer)
            self.assertEqual("Only the contacts" in answer.get("error", ""), state == "sent")

    def test_a_login_whose_address_was_changed_signs_nothing(self):
        """A new password of it is mailed to the new address."""
        greta = self.contact("greta")
        agreement = self.sent()
        greta.partner_id.email = "friend@example.com"
        self.assertFalse(agreement._is_addressed(greta.partner_id))
        greta.partner_id.write({"email": "greta@example.com", "name": "Greta Vogel"})
        self.assertTrue(agreement._is_addressed(greta.partner_id))
        greta.partner_id.email = False
        self.assertFalse(agreement._is_addressed(greta.partner_id))
