from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestCrmLead(HoldCommon):
    """An opportunity tells the credit of its customer to who may read the account, and to nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_user("own", "sales_team.group_sale_salesman")
        cls.own.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})

    def lead(self, customer=None, **vals):
        values = {"name": "Forty desks", "partner_id": (customer or self.customer).id, "type": "opportunity", **vals}
        return self.env["crm.lead"].create(values)

    def standing(self, lead, user=None):
        self.env.invalidate_all()
        return lead.with_user(user or self.salesperson).credit_standing

    def test_the_worst_is_told(self):
        lead = self.lead()
        self.assertEqual(self.standing(lead), "within")
        self.account.sudo().write({"status": "watch", "status_reason": "Late"})
        self.assertEqual(self.standing(lead), "watch")
        self.order(1000).action_confirm()
        self._limit_to(400)
        self.assertEqual(self.standing(lead), "over_limit")
        self.account.sudo().write({"status": "stop", "status_reason": "Late"})
        self.assertEqual(self.standing(lead), "stop")

    def test_what_is_late_is_told(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": self._day(-60),
                "invoice_date_due": self._day(-30),
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 100, "tax_ids": []})],
            }
        )
        invoice.action_post()
        self.assertEqual(self.standing(self.lead()), "overdue")

    def test_nobody_known_is_not_assessed_and_no_customer_is_nothing(self):
        self.assertEqual(self.standing(self.lead(self._create_customer("New"))), "not_assessed")
        self.assertFalse(self.standing(self.lead(partner_id=False)))

    def test_a_contact_has_the_credit_of_its_company(self):
        contact = self.env["res.partner"].create({"name": "Joel", "parent_id": self.customer.id})
        self.assertEqual(self.standing(self.lead(contact)), "within")

    def test_of_others_customers_nothing_is_told(self):
        self.customer.user_id = self.salesperson
        lead = self.lead(user_id=self.own.id)
        self.assertEqual(self.standing(lead), "within")
        self.assertFalse(self.standing(lead, self.own))
        self.customer.user_id = self.own
        self.assertEqual(self.standing(lead, self.own), "within")

    def test_who_has_no_part_in_credit_is_told_nothing(self):
        bare = self._create_user("bare", "base.group_user")
        lead = self.lead()
        for user in (bare, self.portal):
            with self.assertRaises(AccessError):
                lead.with_user(user).read(["credit_standing"])

    def test_nobody_writes_it(self):
        lead = self.lead(user_id=self.salesperson.id)
        lead.with_user(self.salesperson).write({"credit_standing": "stop"})
        self.assertEqual(self.standing(lead), "within")

    def test_a_page_of_opportunities_asks_as_often_as_one(self):
        customers = [self._create_customer(f"Customer {number}") for number in range(30)]
        for customer in customers:
            self._create_account(customer)
        leads = self.env["crm.lead"].concat(*map(self.lead, customers)).with_user(self.salesperson)
        counts = []
        leads[:1].mapped("credit_standing")  # what is cached is read once
        for asked in (leads[:2], leads):
            self.env.flush_all()
            self.env.invalidate_all()
            asked.mapped("name")
            before = self.env.cr.sql_log_count
            asked.mapped("credit_standing")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_form_shows_it_before_the_opportunity_is_saved(self):
        with Form(self.env["crm.lead"].with_user(self.salesperson).with_context(default_type="opportunity")) as form:
            form.name = "Forty desks"
            form.partner_id = self.customer
            self.assertEqual(form.credit_standing, "within")
