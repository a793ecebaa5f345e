from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.credit_management_portal import uninstall

from .agreement_common import AgreementCommon, drawn


@tagged("post_install", "-at_install")
class TestAgreement(AgreementCommon):
    """From draft to signature, and to its end; what nobody changes any more."""

    # === LIFE === #

    def test_limit_and_terms_are_those_that_were_granted(self):
        agreement = self.draft(valid_to=self._day(364))
        self.assertEqual((agreement.limit_amount, agreement.unlimited), (5000, False))
        with self.assertRaises(AccessError):
            agreement.limit_amount = 9000
        self.assertIn("5,000.00", agreement.preview)
        self.assertIn("Time and notice", agreement.preview)
        self.assertNotIn("Guarantees", agreement.preview)
        agreement.guarantees = "a bank guarantee of {limit} <b>"
        agreement.invalidate_recordset(["preview"])
        self.assertIn("a bank guarantee of {limit} &lt;b&gt;", agreement.preview)

    def test_a_second_person_approves_and_the_text_is_fixed(self):
        agreement = self.draft(author=self.manager)
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            agreement.action_approve()
        agreement.with_user(self.second_manager).action_approve()
        title = agreement.content["clauses"][0][0]
        self.assertEqual(title, "1. Limit")
        agreement.template_id.sudo().section_ids._credit_by_method()[0].name = "Changed"
        self.assertEqual(agreement._get_content()["clauses"][0][0], "1. Limit")

    def test_a_limit_that_has_changed_meanwhile(self):
        agreement = self.draft()
        self._approve_limit(self.account, 4000, approver=self.second_manager)
        with self.assertRaisesRegex(UserError, "have changed since this was drafted"):
            agreement.with_user(self.manager).action_approve()
        agreement.action_refresh()
        agreement.with_user(self.manager).action_approve()
        self._approve_limit(self.account, 3000, approver=self.second_manager)
        with self.assertRaisesRegex(UserError, "have changed since this was drafted"):
            agreement.action_send()

    def test_a_customer_without_a_limit(self):
        account = self._create_account(self._create_customer("None", email="none@example.com"))
        with self.assertRaisesRegex(UserError, "has no limit yet"):
            self.draft(account).with_user(self.manager).action_approve()

    def test_the_mail_has_the_link_and_nobody_of_us_reads_it(self):
        before = self.env["mail.mail"].search([])
        agreement = self.sent()
        mail = self.env["mail.mail"].search([]) - before
        token = agreement.sudo().access_token
        self.assertIn(token, mail.body_html)
        approved = self.partner.email_formatted
        self.assertEqual((mail.email_to, mail.model, mail.state), (approved, False, "outgoing"))
        self.partner.email = "friend@example.com"  # while it waits in the queue
        self.assertEqual([one["email_to"] for one in mail._prepare_outgoing_list()], [[approved]])
        message = mail.mail_message_id
        self.assertIn(token, message.body)
        for user in (self.analyst, self.manager, self.administrator):
            own = agreement.with_user(user)
            with self.assertRaises(AccessError):  # nor by its number: who creates a message reads it
                message.with_user(user).read(["body"])
            with self.assertRaises(AccessError):
                own.read(["access_token"])
            self.assertFalse(self.env["mail.message"].with_user(user).search([("body", "ilike", token)]))
        self.assertNotIn(token, " ".join(agreement.message_ids.mapped("body")))

    def test_signed_kept_and_countersigned(self):
        agreement = self.sent()
        self.assertEqual(self.sign(agreement, name="  Jo   Buyer "), "")
        self.assertEqual(
            (agreement.state, agreement.signed_by, agreement.signed_ip), ("signed", "Jo Buyer", "192.0.2.7")
        )
        self.assertEqual(agreement.signed_hash, self.digest(agreement.signed_file))
        self.assertEqual(agreement.file_check, "The files are as they were signed.")
        self.assertIn(agreement.signed_hash, " ".join(agreement.message_ids.mapped("body")))
        self.assertEqual(agreement.activity_ids.user_id, self.manager)
        self.assertEqual(agreement.phase, False)
        agreement.with_user(self.manager).action_countersign()
        self.assertEqual((agreement.state, agreement.phase), ("countersigned", "in_force"))
        self.assertEqual(agreement.final_hash, self.digest(agreement.final_file))
        self.assertNotEqual(agreement.final_hash, agreement.signed_hash)
        self.assertFalse(agreement.activity_ids)

    def test_a_file_that_was_changed_in_the_store_is_found(self):
        agreement = self.signed()
        agreement.sudo()._credit_by_method().signed_file = drawn()
        agreement.invalidate_recordset(["file_check"])
        self.assertIn("NOT as it was signed", agreement.file_check)
        with self.assertRaisesRegex(UserError, "not as it was signed"):
            agreement.with_user(self.manager).action_countersign()

    def test_declined(self):
        agreement = self.sent()
        self.assertFalse(agreement.sudo()._decline("  ", self.partner))
        self.assertTrue(agreement.sudo()._decline("Too <b>little</b>", self.partner))
        self.assertEqual((agreement.state, agreement.decline_reason), ("declined", "Too <b>little</b>"))
        self.assertNotIn("<b>little", " ".join(agreement.message_ids.mapped("body")))
        self.assertIn("does not wait", self.sign(agreement))
        agreement.action_take_back()
        self.assertEqual(agreement.state, "draft")

    def test_renewed_and_replaced(self):
        agreement = self.countersigned(valid_from=self._day(-10), valid_to=self._day(20))
        renewal = agreement.browse(agreement.action_renew()["res_id"])
        self.assertEqual((renewal.valid_from, renewal.valid_to), (self._day(21), self._day(51)))
        rows = {row["label"]: (row["from"], row["to"]) for row in renewal.difference["rows"]}
        self.assertEqual(set(rows), {"From", "Until"})
        with self.assertRaisesRegex(UserError, "renews it already"):
            agreement.action_renew()
        kept = (agreement.valid_to, agreement.signed_hash, agreement.content)
        renewal.valid_from = self._day(5)
        renewal.with_user(self.second_manager).action_approve()
        renewal.action_send()
        self.assertEqual(self.sign(renewal), "")
        self.assertEqual(agreement.state, "countersigned")
        renewal.with_user(self.second_manager).action_countersign()
        self.assertEqual((agreement.state, agreement.ended_on, agreement.phase), ("replaced", self._day(4), "in_force"))
        self.assertEqual((agreement.valid_to, agreement.signed_hash, agreement.content), kept)
        self.assertEqual(renewal.phase, "coming")

    def test_a_merge_takes_back_what_was_about_to_be_signed(self):
        other = self._create_account(self._create_customer("Twin", email="twin@example.com"))
        self._approve_limit(other, 700, approver=self.second_manager)
        kept, waiting = self.countersigned(account=other), self.sent(account=other)
        link = waiting.sudo().access_token
        self.account.sudo()._absorb(other.sudo())
        self.assertEqual((kept.state, kept.account_id), ("countersigned", self.account))
        self.assertEqual((waiting.state, waiting.content), ("draft", False))
        self.assertNotEqual(waiting.sudo().access_token, link)

    def test_ended(self):
        agreement = self.countersigned(valid_to=self._day(100)).with_user(self.second_manager)
        for day in (self._day(-2), self._day(101)):
            with self.assertRaisesRegex(UserError, "choose a day within"):
                agreement.action_end(day, "Gone")
        agreement.action_end(self._day(-1), "Gone")
        self.assertEqual((agreement.state, agreement.phase, agreement.valid_to), ("ended", "over", self._day(100)))

    def test_reminded_once_before_notice(self):
        self.company.credit_agreement_remind_days = 10
        agreement = self.countersigned(valid_to=self._day(50), notice_days=39)
        self.env["credit.agreement"]._remind_ending()
        self.assertFalse(agreement.reminded_on)
        self.company.credit_agreement_remind_days = 11
        for _time in range(2):
            self.env["credit.agreement"]._remind_ending()
        self.assertEqual((agreement.reminded_on, len(agreement.activity_ids)), (self._day(0), 1))

    def test_printed_for_analysts_and_by_our_code_for_the_customer(self):
        agreement, report = self.draft(), "report.credit_management_portal.credit_agreement_form"
        values = self.env[report].with_user(self.analyst)._get_report_values(agreement.ids)
        self.assertIn("not to be signed", values["sheets"][0]["note"])
        for user in (self.salesperson, self.env.ref("base.public_user")):
            for forged in (None, True, agreement.id, {"agreement_id": agreement.id}):
                prints = self.env[report].with_user(user).with_context(credit_agreement_print=forged)
                with self.assertRaises(AccessError):
                    prints._get_report_values(agreement.ids)

    def test_nothing_is_kept_by_agreements_where_the_addon_goes(self):
        agreement = self.countersigned(valid_to=self._day(20))
        agreement.action_renew()
        request = self._ask()
        reason = self.env.ref("credit_management_portal.credit_customer_reason_partly")
        request.with_user(self.analyst).action_set_customer_reason(reason.id)
        uninstall(self.env)
        self.assertFalse(agreement.exists())
        self.assertFalse(request.customer_reason_id)
        self.template.sudo()._credit_by_method().section_ids.unlink()
        reason.unlink()

    # === THE CONDITION OF A REQUEST === #

    def test_limits_begin_with_the_signature_where_the_company_says_so(self):
        self.company.credit_agreement_first = True
        request = self._ask(amount=10_000)
        self.assertEqual(request.condition_ids.mapped("kind"), ["agreement"])
        request.with_user(self.second_manager).action_approve()
        self.assertEqual((request.phase, request.applied_on), ("waiting", False))
        agreement = self.sent(request_id=request.id)
        self.assertEqual(agreement.limit_amount, 10_000)
        self.assertEqual(self.sign(agreement), "")
        condition = request.condition_ids
        self.assertEqual((condition.met_on, condition.agreement_id), (self._day(0), agreement))
        request.invalidate_recordset(["phase"])
        self.assertEqual((request.phase, self.account.effective_limit), ("in_force", 10_000))
        self.assertIn("by the signature of Jo Buyer", " ".join(request.message_ids.mapped("body")))
        agreement.with_user(self.manager).action_countersign()
        self._approve_limit(self.account, 6000, approver=self.second_manager)
        self.assertFalse(self._ask(amount=9000).condition_ids)  # as much is agreed on

    def test_a_signature_survives_what_it_cannot_bring_about(self):
        self.company.credit_agreement_first = True
        request = self._ask(amount=10_000)
        request.with_user(self.second_manager).action_approve()
        agreement = self.sent(request_id=request.id)
        self.account.sudo().write({"status": "stop", "status_reason": "Overdue"})
        self.assertEqual(self.sign(agreement), "")
        self.assertEqual((agreement.state, request.phase), ("signed", "waiting"))
        self.assertFalse(request.condition_ids.met_on)
        self.assertIn("does not begin with this signature", " ".join(agreement.message_ids.mapped("body")))

    def test_only_the_request_that_it_names(self):
        self.company.credit_agreement_first = True
        request = self._ask(amount=10_000)
        request.with_user(self.second_manager).action_approve()
        self.signed()
        self.assertEqual(request.phase, "waiting")
        other = self._create_account(self._create_customer("Other", email="o@example.com"))
        with self.assertRaisesRegex(UserError, "is of another customer"):
            self.draft(other, request_id=request.id)
        draft = self._ask(kind="temporary", amount=1, valid_to=self._day(9), submit=False)
        with self.assertRaises(AccessError):
            draft.condition_ids = [Command.create({"kind": "agreement", "text": "x", "agreement_id": self.draft().id})]

    # === NOTHING CHANGES WHAT WAS SIGNED === #

    def test_nothing_of_what_was_signed_is_written_by_any_role(self):
        """Every stored field, by every role, over every way of a client; by methods it only goes on."""
        agreement = self.countersigned(valid_to=self._day(100))
        roles = [self.salesperson, self.analyst, self.manager, self.second_manager, self.administrator]
        roles += [self._create_user("accountant", "account.group_account_manager"), self.env.ref("base.user_admin")]
        before = self.snapshot(agreement)
        tried = 0
        for user in roles:
            own = agreement.with_user(user)
            for name in before:
                for call in (
                    lambda own=own, name=name: own.write({name: False}),
                    lambda own=own, name=name: own.with_context(credit_by_method=True).write({name: False}),
                    lambda own=own, name=name: own.web_save({name: False}, {}),
                ):
                    tried += 1
                    with self.subTest(user=user.login, field=name), self.assertRaises(UserError):
                        call()
            for method in ("action_approve", "action_send", "action_take_back", "action_refresh", "action_countersign"):
                with self.assertRaises(UserError):
                    getattr(own, method)()
            with self.assertRaises(UserError):
                own.unlink()
            files = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [("res_model", "=", "credit.agreement"), ("res_id", "=", agreement.id), ("res_field", "!=", False)]
                )
            )
            self.assertGreaterEqual(len(files), 3)
            for call in (
                lambda user=user, files=files: files.with_user(user).sudo(False).write({"raw": b"x"}),
                lambda user=user, files=files: files.with_user(user).sudo(False).unlink(),
            ):
                with self.assertRaises(UserError):
                    call()
        self.assertGreater(tried, 500)
        self.env.invalidate_all()
        self.assertEqual(self.snapshot(agreement), before)

    def snapshot(self, agreement):
        """What is stored of it, but Odoo's own marks."""
        of_log = self.env["mail.thread"]._fields.keys() | self.env["mail.activity.mixin"]._fields.keys()
        names = [
            name
            for name, field in agreement._fields.items()
            if field.store and name not in self.OF_ODOO and name not in of_log
        ]
        return {name: agreement.sudo()[name] for name in names}

    OF_ODOO = {"id", "create_uid", "create_date", "write_uid", "write_date", "display_name"}

    def test_published_templates_stay_and_versions_follow(self):
        template = self.template.with_user(self.administrator)
        with self.assertRaisesRegex(UserError, "is published and stays as it is"):
            template.section_ids[0].text = "Mine"
        with self.assertRaisesRegex(UserError, "is published and stays as it is"):
            template.section_ids[0].update_field_translations("text", {"en_US": "Mine"})
        self.administrator.company_ids = [Command.set(self.env["res.company"].search([]).ids)]
        draft = template.browse(template.action_copy_version()["res_id"])
        draft.section_ids[0].text = "Up to {limits}"
        with self.assertRaisesRegex(UserError, r"names \{limits\}, which no agreement fills"):
            draft.action_publish()
        draft.section_ids[0].text = "Up to {limit}"
        draft.action_publish()
        self.assertEqual((draft.version, draft.phase, template.phase), (2, "in_force", "superseded"))
