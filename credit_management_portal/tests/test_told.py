from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .agreement_common import AgreementCommon


@tagged("post_install", "-at_install")
class TestTold(AgreementCommon):
    """Customers are told of changes of their limit and terms: one mail a change, in their language, with the reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.credit_tell_customer = "automatic"
        cls.reason = cls.env.ref("credit_management_portal.credit_customer_reason_partly")
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.reason.with_context(lang="fr_FR").text = "Nous pouvons accorder une partie."
        cls.partner.lang = "fr_FR"

    def setUp(self):
        super().setUp()
        self.before = self.env["mail.mail"].search([])

    def mails(self):
        """What was queued since."""
        found = self.env["mail.mail"].search([]) - self.before
        self.before |= found
        return found.filtered(lambda mail: self.partner in mail.recipient_ids)

    def test_a_request_in_part_with_its_reason(self):
        request = self._ask(amount=20_000).with_user(self.second_manager)
        self.assertFalse(self.mails())
        request.action_approve_part(9000, False, self._day(0), False, "Weak figures", self.reason.id)
        (mail,) = self.mails()
        self.assertEqual((mail.state, request.told_on), ("outgoing", self._day(0)))
        self.assertIn("Nous pouvons accorder une partie.", mail.body_html)
        self.assertIn("9", mail.body_html)
        for internal in ("Weak figures", self.second_manager.name):
            self.assertNotIn(internal, mail.body_html)
        with self.assertRaisesRegex(UserError, "was told about"):
            request.action_set_customer_reason(False)

    def test_a_refusal_is_told_with_a_reason_only(self):
        self._ask(amount=20_000).with_user(self.second_manager).action_refuse("Bad")
        self.assertFalse(self.mails())
        self._ask(amount=21_000).with_user(self.second_manager).action_refuse("Bad", self.reason.id)
        self.assertIn("stay as they are", self.mails().body_html)

    def test_a_limit_that_ends_and_terms_that_change(self):
        limit = self.account.limit_ids.filtered("counts")[:1]
        self.mails()
        limit.with_user(self.manager).action_end(self._day(-1), "Gone", self.reason.id)
        self.assertEqual(len(self.mails()), 1)
        changes = self.env["credit.account.change"].with_user(self.manager)
        changes.create({"account_id": self.account.id, "late_interest_rate": 9, "reason": "Late"})
        self.assertIn("9,00 %", self.mails().body_html)
        stop = {"account_id": self.account.id, "status": "stop", "reason": "Overdue"}
        changes.create(stop | {"customer_reason_id": self.reason.id})
        self.assertIn("Nous pouvons accorder une partie.", self.mails().body_html)
        changes.create(stop | {"status": "closed"})
        self.assertFalse(self.mails())
        grade = self.env.ref("credit_management.credit_grade_d")
        changes.create({"account_id": self.account.id, "grade_id": grade.id, "reason": "Weak"})
        self.assertFalse(self.mails())

    def test_an_end_is_not_told_with_the_reason_of_the_beginning(self):
        """Also where that was chosen and never told."""
        self.company.credit_tell_customer = "ask"
        limit = self.account.limit_ids.filtered("counts")[:1]
        limit.with_user(self.analyst).action_set_customer_reason(self.reason.id)
        self.company.credit_tell_customer = "automatic"
        limit.with_user(self.manager).action_end(self._day(-1), "Gone")
        (mail,) = self.mails()
        self.assertNotIn("Nous pouvons accorder", mail.body_html)
        self.assertFalse(limit.customer_reason_id)

    def test_a_mass_change_is_told_by_the_job(self):
        """Not where somebody presses a button for it: there is none for many; what ends later is told, too."""
        for setting, told in (("ask", 0), ("automatic", 1)):
            self.company.credit_tell_customer = setting
            values = {"percent": -10, "reason": "Prices fall", "domain": str([("id", "=", self.account.id)])}
            batch = self.env["credit.limit.batch"].with_user(self.analyst).create(values)
            batch.action_preview()
            batch.action_submit()
            batch.with_user(self.third_manager).action_approve()
            self.assertFalse(self.mails(), setting)
            with self.enter_registry_test_mode():
                self.env.ref("credit_management.credit_limit_batch_cron").method_direct_trigger()
            self.env.invalidate_all()
            mail = self.mails()
            self.assertEqual(len(mail), told, setting)
            self.assertEqual(bool(batch.limit_ids.told_on), bool(told))
        self.assertEqual(mail.state, "outgoing")
        for internal in ("Prices fall", batch.name, self.third_manager.name):
            self.assertNotIn(internal, mail.body_html)
        batch.limit_ids.with_user(self.manager).action_end(self._day(-1), "Gone", self.reason.id)
        self.assertIn("Nous pouvons accorder une partie.", self.mails().body_html)

    def test_never_and_by_the_button(self):
        for setting in ("off", "ask"):
            self.company.credit_tell_customer = setting
            request = self._ask(amount=20_000 if setting == "ask" else 10_000).with_user(self.second_manager)
            request.action_approve()
            self.assertFalse(self.mails(), setting)
            if setting == "off":
                with self.assertRaisesRegex(UserError, "does not write to customers"):
                    request.action_tell()
            else:
                request.action_tell()
                self.assertEqual(len(self.mails()), 1)
                with self.assertRaisesRegex(UserError, "was told about .* already"):
                    request.action_tell()
                self.assertFalse(self.mails())

    def test_every_kind_of_change_is_told_once(self):
        """Whoever calls the button's method again, past the form that hides it, sends nothing more."""
        self.company.credit_tell_customer = "ask"
        limit = self.account.limit_ids.filtered("counts")[:1]
        limit.with_user(self.manager).action_end(self._day(-1), "Gone")
        changes = self.env["credit.account.change"].with_user(self.manager)
        change = changes.create({"account_id": self.account.id, "late_interest_rate": 9, "reason": "Late"})
        self.assertFalse(self.mails())
        for document in (limit, change):
            own = document.with_user(self.manager)
            self.assertTrue(own.can_tell, document)
            own.action_tell()
            own.invalidate_recordset(["can_tell"])
            self.assertFalse(own.can_tell, document)
            self.assertEqual(len(self.mails()), 1, document)
            with self.assertRaisesRegex(UserError, "was told about .* already"):
                own.action_tell()
            self.assertFalse(self.mails(), document)

    def test_there_is_a_button_wherever_something_is_told(self):
        names = ("limit", "limit_request", "assessment", "account_change")
        for view in (self.env.ref(f"credit_management.credit_{name}_view_form") for name in names):
            arch = self.env[view.model].with_user(self.manager).get_view(view.id, "form")["arch"]
            with self.subTest(model=view.model):
                self.assertIn('name="action_tell"', arch)

    @mute_logger(
        "odoo.addons.credit_management_portal.models.credit_account_tell", "odoo.addons.mail.models.mail_render_mixin"
    )
    def test_a_mail_that_fails_stops_no_decision(self):
        template = self.env.ref("credit_management_portal.credit_account_change_mail_template")
        self.env.cr.execute(  # as an addon that is gone leaves it: Odoo checks what a person writes
            "UPDATE mail_template SET body_html = jsonb_build_object('en_US', %s) WHERE id = %s",
            ["<t t-out='object.nothing_of_this_name'/>", template.id],
        )
        template.invalidate_recordset()
        request = self._ask(amount=20_000).with_user(self.second_manager)
        request.action_approve()
        self.assertEqual((request.state, request.told_on), ("approved", False))
        self.assertEqual(self.account.effective_limit, 20_000)
        self.assertIn("could not be written", " ".join(self.account.message_ids.mapped("body")))

    def test_without_an_address(self):
        self.partner.email = False
        self._ask(amount=20_000).with_user(self.second_manager).action_approve()
        self.assertEqual(self.account.effective_limit, 20_000)
        self.assertIn("no email address", " ".join(self.account.message_ids.mapped("body")))

    def test_a_status_changes_with_its_reason(self):
        """Stricter it is told at once, easier once it is approved; nothing is told without a reason or a change."""
        self.company.credit_tell_customer = "ask"
        accounts = self.account | self._create_account()
        wizard = self.env["credit.status.change"].with_user(self.manager)

        def change(status, reason=None):
            values = {"account_ids": accounts.ids, "status": status, "reason": "Overdue since May"}
            wizard.create(values | {"customer_reason_id": reason and reason.id}).action_apply()

        change("watch")
        self.assertFalse(self.mails())
        change("stop", self.reason)
        mail = self.mails()
        self.assertIn("Nous pouvons accorder une partie.", mail.body_html)
        self.assertNotIn("Overdue since May", mail.body_html)
        change("stop", self.reason)
        self.assertFalse(self.mails())
        change("active", self.reason)
        self.assertFalse(self.mails())
        proposed = self.env["credit.account.change"].search([("account_id", "=", self.account.id)])[:1]
        proposed.with_user(self.second_manager).action_approve()
        self.assertEqual((self.account.status, proposed.can_tell), ("active", True))
        proposed.with_user(self.second_manager).action_tell()
        self.assertIn("Nous pouvons accorder une partie.", self.mails().body_html)
        self.company.credit_tell_customer = "off"
        with self.assertRaisesRegex(UserError, "leave the reason for the customer empty"):
            change("closed", self.reason)
        self.assertEqual(self.account.status, "active")
