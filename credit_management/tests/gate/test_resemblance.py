from odoo import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestResemblance(GateCommon):
    """A customer on stop comes again under another name: the quotation warns, and an analyst has an alert."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = new_test_user(
            cls.env, "resemblance_analyst", "credit_management.credit_management_group_analyst",
            company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)],
        )  # fmt: skip
        cls.salesperson.group_ids |= cls.env.ref("base.group_partner_manager")
        cls.stopped = cls.env["res.partner"].create(
            {
                "name": "Aurora Borealis Trading GmbH", "is_company": True, "vat": "AB 123.456.789",
                "email": "office@aurora-borealis.example", "phone": "+49 30 7654321-0", "street": "Polarweg 7",
                "zip": "10115", "city": "Berlin", "country_id": cls.env.ref("base.de").id,
                "bank_ids": [Command.create({"acc_number": "DE89 3704 0044 0532 0130 00"})],
            }
        )  # fmt: skip
        cls.account = cls.env["credit.account"]._for(cls.stopped, cls.company)
        cls.stop(cls.account)

    @classmethod
    def stop(cls, account, status="stop"):
        account.sudo().write({"status": status, "status_reason": "Pays nobody"})

    def new(self, user=None, **values):
        partners = self.env["res.partner"].with_user(user or self.salesperson).sudo(False)
        return partners.create({"name": "Fresh Start", "is_company": True} | values).sudo()

    def alerts(self, partner):
        return self.env["credit.alert"].search([("resembling_id", "=", partner.id)])

    def assertNoticed(self, partner, *words):
        alert = self.alerts(partner)
        self.assertEqual((alert.account_id, alert.resembling_id), (self.account, partner))
        for word in words:
            self.assertIn(word, alert.with_user(self.analyst).finding)
        quotation = self.quotation(10, partner_id=partner.id)
        self.assertIn(quotation.credit_banner_level, ("warning", "danger"))
        self.assertIn(self.stopped.name, quotation.credit_banner)

    def test_created_alike(self):
        for values, word in (
            ({"vat": "ab123456789"}, "tax number"),
            ({"bank_ids": [Command.create({"acc_number": "DE89370400440532013000"})]}, "bank account"),
            ({"email": "boss@AURORA-BOREALIS.example"}, "mail"),
            ({"phone": "030 76543210"}, "phone"),
            ({"name": "Aurora Borealis Trading KG"}, "name"),
            ({"name": "Aurora Borealis Tradeing", "street": "Polarweg 7", "zip": "10115", "city": "Berlin"}, "address"),
        ):
            with self.subTest(word):
                self.assertNoticed(self.new(**values), word)

    def test_changed_to_be_alike(self):
        for change in (
            lambda partner: partner.write({"phone": "+49 (30) 76543210"}),
            lambda partner: partner.write({"name": "Aurora-Borealis Trading AG"}),
            lambda partner: partner.write({"child_ids": [Command.create({"name": "Clerk", "phone": "030/76543210"})]}),
            lambda partner: (
                partner.env["res.partner"]
                .create({"name": "Clerk", "parent_id": partner.id})
                .write({"email": "clerk@aurora-borealis.example"})
            ),
            lambda partner: (
                partner.env["res.partner.bank"]
                .sudo()
                .create({"partner_id": partner.id, "acc_number": "DE89 3704 0044 0532 0130 00"})
            ),
        ):
            partner = self.new(name="Something Else")
            self.assertFalse(self.alerts(partner))
            change(partner.with_user(self.salesperson).sudo(False))
            self.assertNoticed(partner)

    def test_others_are_left_in_peace(self):
        partner = self.new(email="someone@gmail.example", phone="+49 30 1111111", street="Polarweg 7", city="Berlin")
        self.assertFalse(self.alerts(partner))
        self.assertNotIn("looks like", self.quotation(10, partner_id=partner.id).credit_banner or "")

    def test_contact_of_the_customer_on_stop_is_no_other_customer(self):
        contact = self.new(name="Clerk", is_company=False, parent_id=self.stopped.id, phone=self.stopped.phone)
        self.assertFalse(self.alerts(contact))
        self.assertFalse(self.alerts(self.stopped))

    def test_changed_back_it_is_not_unseen(self):
        partner = self.new(phone=self.stopped.phone)
        partner.phone = "+49 30 1111111"
        self.assertNoticed(partner, "phone")

    def test_the_customer_on_stop_changed_first(self):
        phone = self.stopped.phone
        self.stopped.with_user(self.salesperson).sudo(False).phone = "+49 30 1111111"
        self.assertNoticed(self.new(phone=phone), "phone")

    def test_false_alarm_and_what_is_found_after_it(self):
        partner = self.new(phone=self.stopped.phone)
        alert = self.alerts(partner)
        alert.with_user(self.analyst).action_close("false", "Share an office")
        self.assertNotIn("looks like", self.quotation(10, partner_id=partner.id).credit_banner or "")
        partner.street = "Elsewhere 9"
        self.assertEqual(len(self.alerts(partner)), 1)
        partner.vat = self.stopped.vat
        self.assertEqual(self.alerts(partner).mapped("state"), ["new", "closed"])
        self.assertIn("tax number", self.quotation(10, partner_id=partner.id).credit_banner)

    def test_dealt_with_it_still_warns(self):
        partner = self.new(phone=self.stopped.phone)
        self.alerts(partner).with_user(self.analyst).action_close("effective", "Told the salesperson")
        self.assertIn("looks like", self.quotation(10, partner_id=partner.id).credit_banner)

    def test_a_second_one_has_its_own_alert(self):
        first, second = (self.new(phone=self.stopped.phone) for _number in range(2))
        self.assertEqual(len(self.alerts(first) | self.alerts(second)), 2)

    def test_open_again(self):
        partner = self.new(phone=self.stopped.phone)
        self.stop(self.account, "active")
        self.assertNotIn("looks like", self.quotation(10, partner_id=partner.id).credit_banner or "")
        self.env["credit.resemblance"]._look_at_all()
        self.assertEqual(self.alerts(partner).outcome, "itself")
        self.assertFalse(self.alerts(self.new(phone=self.stopped.phone)))

    def test_on_stop_after_the_other_was_there(self):
        """Found by the daily job: no salesperson is there to be warned when a customer is put on stop."""
        twin = self.new(name="Meridian Shipping")
        other = self.env["res.partner"].create({"name": "Meridian Shipping Ltd", "is_company": True})
        self.stop(self.env["credit.account"]._for(other, self.company), "closed")
        self.assertFalse(self.alerts(twin))
        self.env["credit.resemblance"]._look_at_all()
        self.assertEqual(self.alerts(twin).partner_id, other)
        self.assertFalse(self.env["credit.resemblance.key"].sudo()._has_new())

    def test_on_stop_before_anybody_was_filed(self):
        """As after an update: the daily job files who was on stop already."""
        self.env.cr.execute("DELETE FROM credit_resemblance_key")
        partner = self.new(phone=self.stopped.phone)
        self.assertFalse(self.alerts(partner))
        self.env["credit.resemblance"]._look_at_all()
        self.assertEqual(self.alerts(partner).account_id, self.account)

    def test_daily_figures_leave_the_alert_alone(self):
        partner = self.new(phone=self.stopped.phone)
        receivables = {self.company.id: 0.0}
        self.env["credit.monitoring"]._monitor(self.account, receivables)
        self.assertEqual(self.alerts(partner).state, "new")

    def test_who_sees_own_documents_reads_no_foreign_name(self):
        groups = "sales_team.group_sale_salesman,base.group_partner_manager"
        seller = new_test_user(self.env, "resemblance_seller", groups)
        seller.write({"company_ids": [Command.set(self.company.ids)], "company_id": self.company.id})
        self.stopped.user_id = self.analyst
        partner = self.new(seller, phone=self.stopped.phone)
        order = self.order(1, confirm=False, partner_id=partner.id, user_id=seller.id).with_user(seller).sudo(False)
        self.assertIn("another customer", order.credit_banner)
        self.assertNotIn(self.stopped.name, order.credit_banner)

    def test_known_in_another_company_only(self):
        other = self.setup_other_company()["company"]
        partner = self.env["res.partner"].create(
            {"name": "Elsewhere", "is_company": True, "phone": self.stopped.phone, "company_id": other.id}
        )
        self.assertFalse(self.alerts(partner))

    def test_rule_says_from_what_on(self):
        self.env["credit.alert.rule"].sudo().search([("kind", "=", "resemblance")]).warn = 2
        partner = self.new(phone=self.stopped.phone)
        self.assertFalse(self.alerts(partner))
        partner.vat = self.stopped.vat
        self.assertNoticed(partner, "phone", "tax number")

    def test_nobody_writes_one(self):
        pair = self.alerts(self.new(phone=self.stopped.phone)).resemblance_id
        for user in (self.salesperson, self.analyst):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(pair.with_user(user).sudo(False).has_access(operation))

    # === COST === #

    def test_no_query_for_each(self):
        def queries(count):
            before = self.cr.sql_log_count
            vals = [{"name": f"Bulk {count} {number}", "is_company": True} for number in range(count)]
            self.env["res.partner"].create(vals)
            return self.cr.sql_log_count - before

        queries(1)
        one, many = queries(1), queries(200)
        self.assertLess(many, one + 40)

    def test_the_gate_asks_nothing(self):
        orders = [
            self.quotation(10, partner_id=self.new(phone=phone).id) for phone in ("+49 30 1111111", "+49 30 76543210")
        ]
        counts = []
        for order in [*orders, *orders]:  # first once, to warm what is kept in memory
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            order._credit_require("confirmation")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[3], counts)
