from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestPartnerLifecycle(CreditCommon):
    """Accounts follow their customers through their lives, and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stays = cls._create_customer("Stays")
        cls.goes = cls._create_customer("Goes")

    def merge(self, *sources, into=None):
        into = into or self.stays
        ids = [partner.id for partner in (*sources, into)]
        self.env["base.partner.merge.automatic.wizard"]._merge(ids, into)

    def account_of(self, partner, company=None):
        company = company or self.company
        return self.env["credit.account"].search([("partner_id", "=", partner.id), ("company_id", "=", company.id)])

    # === MERGE === #

    def test_merge_moves_an_account(self):
        account = self._create_account(self.goes, status="watch", status_reason="Late")
        limit = self._approve_limit(account, 700)
        self.merge(self.goes)
        self.assertEqual(account.partner_id, self.stays)
        self.assertEqual((account.effective_limit, account.status, limit.state), (700, "watch", "approved"))
        self.assertEqual(self.stays.credit_limit, 700)

    def test_merge_of_two_limits_never_adds_up(self):
        kept, merged = self._create_account(self.stays), self._create_account(self.goes)
        own = self._approve_limit(kept, 500)
        others = self._approve_limit(merged, 700) | self._approve_limit(merged, 90, kind="temporary")
        proposed = self._propose_limit(merged, 800)
        self.merge(self.goes)
        self.assertFalse(merged.exists())
        self.assertEqual(kept.effective_limit, 500)
        self.assertEqual(kept.limit_ids, own | others | proposed)
        self.assertEqual(set(others.mapped("state")), {"ended"})
        self.assertEqual(set(others.mapped("origin")), {"merge"})
        self.assertEqual(proposed.state, "draft", "it was proposed for another customer")
        self.assertIn("two limits are never added up", kept.message_ids[0].body)
        self.assertEqual(self.stays.credit_limit, 500)

    def test_merge_into_an_expired_limit_stays_expired(self):
        kept, merged = self._create_account(self.stays), self._create_account(self.goes)
        self._approve_limit(kept, 500).with_user(self.manager).action_end(self._day(-1), "Over")
        self._approve_limit(merged, 700)
        self.merge(self.goes)
        self.assertEqual((kept.effective_limit, kept.limit_expired), (0, True))

    def test_merge_into_an_account_without_a_limit_takes_the_other_s(self):
        kept, merged = self._create_account(self.stays), self._create_account(self.goes)
        self._approve_limit(merged, 700)
        self.merge(self.goes)
        self.assertEqual(kept.effective_limit, 700)

    def test_merge_with_a_native_limit_of_old(self):
        """A customer without an account brings along a limit nobody approved: it does not stay."""
        self.goes.credit_limit = 90_000
        kept = self._create_account(self.stays)
        self._approve_limit(kept, 0)
        self.merge(self.goes)
        self.assertEqual(self.stays.credit_limit, 0)

    def test_merge_keeps_the_stricter_status(self):
        order = ["not_assessed", "active", "watch", "closed", "stop"]
        for ours, theirs in (("active", "stop"), ("stop", "active"), ("watch", "active"), ("not_assessed", "watch")):
            with self.subTest(ours=ours, theirs=theirs):
                goes = self._create_customer("Goes too")
                kept = self._create_account(self.stays, status=ours, status_reason="x")
                self._create_account(goes, status=theirs, status_reason="y")
                self.merge(goes)
                self.assertEqual(kept.status, max(ours, theirs, key=order.index))

    def test_merge_loses_nothing(self):
        kept, merged = self._create_account(self.stays), self._create_account(self.goes)
        grade = self.env.ref("credit_management.credit_grade_b")
        merged.write({"grade_id": grade.id, "score": 55, "next_review": self._day(9), "controller_id": self.analyst.id})
        kept.write({"next_review": self._day(30), "controller_id": False})
        message = merged.message_post(body="They pay late")
        activity = merged.activity_schedule("mail.mail_activity_data_todo", user_id=self.analyst.id)
        merged.message_subscribe(self.manager.partner_id.ids)
        attachment = self.env["ir.attachment"].create(
            {"name": "Statement", "res_model": "credit.account", "res_id": merged.id, "raw": b"x"}
        )
        self.merge(self.goes)
        self.assertEqual(kept.activity_ids, activity)
        self.assertIn(message, kept.message_ids)
        self.assertIn(self.manager.partner_id, kept.message_partner_ids)
        self.assertEqual(attachment.res_id, kept.id)
        self.assertEqual((kept.grade_id, kept.score, kept.controller_id), (grade, 55, self.analyst))
        self.assertEqual(kept.next_review, self._day(9))

    def test_merge_of_two_open_surveys(self):
        """The newer one goes on, the older is closed with a note, and nothing that was said is lost."""
        for newer_stays in (True, False):
            with self.subTest(newer_stays=newer_stays):
                stays, goes = self._create_customer("Stays"), self._create_customer("Goes")
                accounts = [
                    self._create_account(partner) for partner in ((goes, stays) if newer_stays else (stays, goes))
                ]
                old, new = (self.env["credit.survey"].create({"account_id": account.id}) for account in accounts)
                old.owner_ids.create({"survey_id": old.id, "name": "Olivia Owner"})
                old.answer_ids[0].value_text = "Said once"
                self.merge(goes, into=stays)
                account = self.account_of(stays)
                self.assertEqual(account.survey_ids, old | new)
                self.assertEqual((old | new).partner_id, stays)
                self.assertEqual((old.state, new.state), ("closed", "draft"))
                self.assertIn("the older of their two open surveys", old.message_ids[0].body)
                self.assertEqual((old.owner_ids.name, old.answer_ids[0].value_text), ("Olivia Owner", "Said once"))

    def test_merge_moves_surveys(self):
        merged = self._create_account(self.goes)
        survey = self.env["credit.survey"].create({"account_id": merged.id})
        self._create_account(self.stays)
        self.merge(self.goes)
        self.assertEqual(
            (survey.account_id.partner_id, survey.partner_id, survey.state), (self.stays, self.stays, "draft")
        )

    def test_merge_of_three_in_two_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        third = self._create_customer("Third")
        for partner in (self.stays, self.goes, third):
            self._create_account(partner)
        theirs = self._create_account(third, other)
        self.merge(self.goes, third)
        self.assertEqual(len(self.account_of(self.stays)), 1)
        self.assertEqual(self.account_of(self.stays, other), theirs)
        self.assertFalse(self.env["credit.account"].search([("partner_id", "=", False)]))

    def test_merge_into_a_contact_reaches_its_company(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.stays.id})
        person = self.env["res.partner"].create({"name": "Contact"})
        kept = self._create_account(self.stays)
        self._create_account(person, status="stop", status_reason="Fraud")
        self.merge(person, into=contact)
        self.assertEqual(kept.status, "stop")
        self.assertFalse(self.account_of(contact))

    def test_merge_of_contacts_touches_no_account(self):
        contacts = self.env["res.partner"].create([{"name": "C", "parent_id": self.stays.id} for _each in range(2)])
        kept = self._create_account(self.stays)
        self.merge(contacts[0], into=contacts[1])
        self.assertEqual(self.account_of(self.stays), kept)

    # === PARENT AND NATURE === #

    def test_a_person_joins_a_company(self):
        person = self.env["res.partner"].create({"name": "Person"})
        account = self._create_account(person)
        self._approve_limit(account, 300)
        person.parent_id = self.stays
        self.assertEqual(account.partner_id, self.stays)
        self.assertEqual(self.stays.credit_limit, 300)

    def test_a_person_joins_a_company_that_has_an_account(self):
        person = self.env["res.partner"].create({"name": "Person"})
        kept = self._create_account(self.stays)
        self._approve_limit(kept, 1000)
        self._approve_limit(self._create_account(person), 300)
        person.parent_id = self.stays
        self.assertEqual((kept.effective_limit, len(kept.limit_ids)), (1000, 2))
        self.assertEqual(self.env["credit.account"]._for(person, self.company), kept)

    def test_a_subsidiary_keeps_its_account(self):
        account = self._create_account(self.goes)
        self.goes.parent_id = self.stays
        self.assertEqual(account.partner_id, self.goes)

    def test_a_subsidiary_becomes_a_contact(self):
        account = self._create_account(self.goes)
        self.goes.parent_id = self.stays
        self.goes.is_company = False
        self.assertEqual(account.partner_id, self.stays)

    def test_a_contact_becomes_a_company(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.stays.id})
        kept = self._create_account(contact)
        contact.is_company = True
        self.assertEqual(kept.partner_id, self.stays)
        self.assertFalse(self.account_of(contact))
        self.assertNotEqual(self._create_account(contact), kept)

    # === ARCHIVING AND DELETING === #

    def test_archived_customers_still_count(self):
        account = self._create_account(self.goes)
        self._approve_limit(account, 300)
        self.goes.active = False
        self.assertEqual(self.env["credit.account"].search([("partner_id", "=", self.goes.id)]), account)
        self.assertEqual(account.effective_limit, 300)
        self.assertEqual(self._create_account(self.goes), account)

    def test_customers_with_an_account_are_not_deleted(self):
        self._create_account(self.goes)
        with self.assertRaisesRegex(UserError, "Goes has a credit account"):
            self.goes.unlink()


@tagged("post_install", "-at_install")
class TestNativeLimit(CreditCommon):
    """The customer's own credit limit shows the account's, and cannot say anything else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.account = cls._create_account(cls.customer)
        cls.accountant = cls._create_user("accountant", "account.group_account_manager,base.group_partner_manager")

    def native(self, partner=None, company=None):
        partner = (partner or self.customer).with_company(company or self.company)
        partner.invalidate_recordset(["credit_limit", "use_partner_credit_limit"])
        return partner.credit_limit, partner.use_partner_credit_limit

    def test_mirrors_approval_and_end(self):
        limit = self._approve_limit(self.account, 500)
        self.assertEqual(self.native(), (500, True))
        limit.with_user(self.manager).action_end(self._day(-1), "Over")
        self.assertEqual(self.native(), (0, False))

    def test_unlimited_is_empty(self):
        self._approve_limit(self.account, 500)
        self._approve_limit(self.account, unlimited=True)
        self.assertEqual(self.native(), (0, False))

    def test_only_in_the_account_s_company_and_its_branches(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        other = self.env["res.company"].create({"name": "Other"})
        self._approve_limit(self.account, 500)
        self.assertEqual(self.native(company=branch), (500, True))
        self.assertEqual(self.native(company=other), (0, False))

    def test_contacts_show_it_too(self):
        old = self.env["res.partner"].create({"name": "Old contact", "parent_id": self.customer.id})
        self._approve_limit(self.account, 500)
        new = self.env["res.partner"].create({"name": "New contact", "parent_id": self.customer.id})
        self.assertEqual((self.native(old), self.native(new)), ((500, True), (500, True)))

    def test_direct_writes_are_refused(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self._approve_limit(self.account, 500)
        for partner in (self.customer, contact):
            for vals in ({"credit_limit": 9000}, {"use_partner_credit_limit": False}, {"credit_limit": 0}):
                refusal = self.assertRaisesRegex(AccessError, "Customer is set on its credit account. Open it under")
                with self.subTest(partner=partner.name, vals=vals), refusal:
                    partner.with_user(self.accountant).with_context(credit_by_method=True).write(vals)

    def test_create_is_refused_for_a_contact(self):
        vals = {"name": "Contact", "parent_id": self.customer.id, "credit_limit": 9000}
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.accountant).create(vals)

    def test_without_an_account_it_is_free(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.customer.with_company(other).credit_limit = 70
        stranger = self._create_customer("Stranger", credit_limit=80)
        self.assertEqual((self.native(company=other)[0], self.native(stranger)[0]), (70, 80))

    def test_saving_the_same_value_passes(self):
        self._approve_limit(self.account, 500)
        self.customer.with_user(self.accountant).write({"credit_limit": 500, "use_partner_credit_limit": True})
        with Form(self.customer.with_user(self.accountant)) as form:
            form.name = "Renamed"
        self.assertEqual(self.customer.name, "Renamed")

    def test_a_day_passes_and_the_job_has_not_run(self):
        """The mirror is late then, which must not stop anybody from adding a contact."""
        self._approve_limit(self.account, 500, valid_to=self._day(0))
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.assertEqual(self.account.effective_limit, 0)
            self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
            self.assertEqual(self.native(), (500, True))

    def test_the_job_catches_up(self):
        self._approve_limit(self.account, 500, valid_to=self._day(0))
        self._approve_limit(self.account, 40, valid_from=self._day(1))
        with freeze_time(fields.Datetime.now() + timedelta(days=1)), self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_limit_mirror_cron").method_direct_trigger()
        self.assertEqual(self.native(), (40, True))
