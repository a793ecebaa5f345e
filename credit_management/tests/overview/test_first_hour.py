import re

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user
from odoo.tools import file_open

TOURS = "credit_management/static/tests/tours/credit_first_hour_tour.js"
ROLE = "credit_management.credit_management_group_"
MOST_CLICKS = 25


@tagged("post_install", "-at_install")
class TestFirstHour(HttpCase):
    """From an empty company to the first useful decision: by two people, and by one alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Fresh"})
        cls.env["credit.authority"].search([("user_id", "!=", False)]).active = False

    def person(self, login, *roles):
        groups = ",".join(["base.group_partner_manager", *(f"{ROLE}{role}" for role in roles)])
        companies = {"company_id": self.company.id, "company_ids": [Command.set(self.company.ids)]}
        return new_test_user(self.env, login=login, groups=groups, **companies)

    def limit(self):
        return self.env["credit.limit"].search([("company_id", "=", self.company.id)])

    def test_two_people(self):
        self.person("proposes", "analyst")
        approver = self.person("approves", "manager")
        self.start_tour("/odoo", "credit_management_first_hour_proposes", login="proposes")
        self.assertEqual((self.limit().state, self.limit().amount), ("proposed", 4000))
        self.start_tour("/odoo", "credit_management_first_hour_approves", login="approves")
        self.assertEqual((self.limit().state, self.limit().approver_id), ("approved", approver))
        self.assertEqual(self.limit().account_id.effective_limit, 4000)
        self.assertEqual(self.company.credit_read_by, approver)

    def test_one_alone(self):
        group = self.env.ref(f"{ROLE}administrator")
        group.all_user_ids.group_ids = [Command.unlink(group.id)]
        alone = self.person("alone", "manager", "administrator")
        alone.company_ids = [Command.set(self.env["res.company"].search([]).ids)]
        alone.company_id = self.company
        self.start_tour("/odoo", "credit_management_first_hour_alone", login="alone")
        self.assertEqual((self.limit().author_id, self.limit().approver_id), (alone, alone))
        self.assertEqual(self.limit().alone_up_to, 5000)

    def test_few_clicks(self):
        with file_open(TOURS) as file:
            tours = file.read().split('category("web_tour.tours").add(')[1:]
        # Opening the app takes one more, in each of them.
        clicks = [len(re.findall(r'run: "click"', tour)) + 1 for tour in tours]
        self.assertEqual(len(clicks), 3)
        self.assertLessEqual(sum(clicks[:2]), MOST_CLICKS)
        self.assertLessEqual(clicks[2], MOST_CLICKS)
