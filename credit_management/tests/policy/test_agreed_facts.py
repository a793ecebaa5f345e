from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..gate.hold_common import HoldCommon
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestAgreedFacts(PolicyCommon, HoldCommon):
    """Cards, scores and the scopes of rules go by what was agreed with the account, not by what a contact says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("seller", "sales_team.group_sale_salesman_all_leads,base.group_partner_manager")
        cls.seller.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.safe, cls.risky = cls.env["res.partner.industry"].create([{"name": "Safe"}, {"name": "Risky"}])
        cls.env["credit.industry.risk"].create(
            [{"industry_id": cls.safe.id, "points": 90}, {"industry_id": cls.risky.id, "points": 10}]
        )
        cls.tag, cls.other_tag = cls.env["res.partner.category"].create([{"name": "Watched"}, {"name": "Trusted"}])
        cls.team, cls.other_team = cls.env["crm.team"].create([{"name": "Export"}, {"name": "Home"}])
        cls.here, cls.there = cls.env.ref("base.de"), cls.env.ref("base.fr")
        cls.customer.write(
            {"industry_id": cls.risky.id, "country_id": cls.there.id, "category_id": [Command.set(cls.tag.ids)]}
        )
        cls.account.write({"team_id": cls.team.id, "grade_id": cls.env.ref("credit_management.credit_grade_b").id})
        cls.changes = {
            "industry_id": cls.safe.id,
            "country_id": cls.here.id,
            "category_id": [Command.set(cls.other_tag.ids)],
        }

    def scoped(self):
        """Rules for this industry, country, tag and team, that block every order."""
        for scope in (
            {"industry_ids": self.risky.ids},
            {"country_ids": self.there.ids},
            {"category_ids": self.tag.ids},
            {"team_ids": self.team.ids},
        ):
            yield {"kind": "order_value", "amount": 1, **scope}

    def blocked(self, **vals):
        order = self.order(50, **vals)
        return order._credit_decide("confirmation")[order].blocked

    def test_a_new_account_begins_with_what_the_contact_says(self):
        account = self._create_account(self._create_customer("New", category_id=[Command.set(self.tag.ids)]))
        self.assertEqual(account.category_ids, self.tag)
        self.assertEqual((self.account.industry_id, self.account.category_ids), (self.risky, self.tag))

    def test_a_seller_leaves_no_scope(self):
        for rule in self.scoped():
            self.publish(rule)
            with self.subTest(rule=rule):
                self.assertTrue(self.blocked())
                self.customer.with_user(self.seller).write(dict(self.changes))
                self.assertTrue(self.blocked(team_id=self.other_team.id))

    def test_a_seller_moves_no_score_and_no_card(self):
        inputs = self.env["credit.assessment.inputs"]
        self.customer.with_user(self.seller).write(dict(self.changes))
        self.assertEqual(inputs._collect(self.account, self._day(0))[self.account]["industry_risk"], 10)
        card = self.env["credit.scorecard"].new({"relationship": "any", "industry_ids": self.safe.ids})
        self.assertFalse(card._fits(self.account, {}))

    def test_what_differs_is_shown_until_an_analyst_agrees(self):
        self.customer.with_user(self.seller).write(dict(self.changes))
        self.assertIn("Industry: Safe", self.account.with_user(self.analyst).facts_differ)
        self.account.with_user(self.analyst).action_adopt_facts()
        self.assertEqual((self.account.industry_id, self.account.country_id), (self.safe, self.here))
        self.assertEqual(self.account.category_ids, self.other_tag)
        with self.assertRaisesRegex(UserError, "nothing else"):
            self.account.with_user(self.analyst).action_adopt_facts()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertIn("Safe", self.account.message_ids.tracking_value_ids.mapped("new_value_char"))

    def test_an_analyst_who_sells_agrees_on_nothing(self):
        self.customer.user_id = self.analyst
        for vals in ({"industry_id": self.safe.id}, {"team_id": False}):
            with self.subTest(vals), self.assertRaises(AccessError), self.cr.savepoint():
                self.account.with_user(self.analyst).write(vals)
        self.customer.with_user(self.seller).write(dict(self.changes))
        with self.assertRaises(AccessError):
            self.account.with_user(self.analyst).action_adopt_facts()

    def test_an_analyst_agrees_by_writing_the_contact(self):
        self.analyst.group_ids |= self.env.ref("base.group_partner_manager")
        self.customer.with_user(self.analyst).industry_id = self.safe
        self.assertEqual(self.account.industry_id, self.safe)

    def test_an_undecided_account_follows_its_contact(self):
        account = self._create_account(self._create_customer("New"))
        account.partner_id.with_user(self.seller).industry_id = self.safe
        self.assertEqual(account.industry_id, self.safe)

    def test_what_the_customer_writes_in_the_shop_is_no_agreement(self):
        self.customer.with_user(self.portal).sudo().country_id = self.here
        self.assertEqual(self.account.country_id, self.there)


@tagged("post_install", "-at_install")
class TestBoundedExemptions(PolicyCommon, HoldCommon):
    """Exemptions that orders can be made to meet one by one go as far as the limit, or as the rule says."""

    def small(self, number, **vals):
        orders = [self.order(199, **vals) for _one in range(number)]
        confirmed = 0
        for order in orders:
            decision = order._credit_decide("confirmation")[order]
            if not decision.blocked:
                order.action_confirm()
                confirmed += 1
        return confirmed

    def exemptions(self):
        tag = self.env["crm.tag"].create({"name": "Rush"})
        at_once = self.env.ref("account.account_payment_term_immediate")
        yield {"kind": "small_order", "amount": 200}, {}
        yield {"kind": "tagged", "tag_ids": tag.ids}, {"tag_ids": tag.ids}
        yield {"kind": "immediate"}, {"payment_term_id": at_once.id}

    def test_twelve_small_orders(self):
        """12 × 199 with a limit of 1,000."""
        for rule, vals in self.exemptions():
            with self.subTest(rule["kind"]), self.cr.savepoint() as savepoint:
                self.publish({**rule, "effect": "exempt"}, {"kind": "exposure"})
                self.assertEqual(self.small(12, **vals), 5)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def test_as_far_as_the_rule_says(self):
        self.publish({"kind": "small_order", "amount": 200, "effect": "exempt", "most": 1500}, {"kind": "exposure"})
        self.assertEqual(self.small(12), 7)

    def test_customers_not_assessed(self):
        self.customer = self._create_customer("New")
        rules = {"kind": "small_order", "amount": 200, "effect": "exempt", "everybody": True}
        self.publish({**rules, "most": 400}, {"kind": "not_assessed", "everybody": True})
        self.assertEqual(self.small(5), 2)

    def test_it_says_so(self):
        policy = self.publish({"kind": "small_order", "amount": 200, "effect": "exempt"}, {"kind": "exposure"})
        self.assertIn("no more than the limit", policy.rule_ids[0].summary)
