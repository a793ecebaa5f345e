from odoo.tests import tagged

from .scorecard_common import CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardChoice(CreditScorecardCommon):
    """The card that judges a customer."""

    def chosen(self, **known):
        self.env.flush_all()
        return self.cards._for(self.account, {self.account: known})[self.account]

    def test_a_ready_card_for_everybody(self):
        names = {
            "New Customer": {},
            "Existing Customer": {"relationship": "existing", "requested_limit": 90000},
            "Small Customer": {"requested_limit": 5000},
        }
        for name, known in names.items():
            with self.subTest(name):
                self.assertEqual(self.chosen(**known).name, name)
        self.account.partner_id.industry_id = self.env.ref("base.res_partner_industry_F")
        self.assertEqual(self.chosen().name, "Construction")

    def test_segments(self):
        mining = self.env.ref("base.res_partner_industry_B")
        rest = self._published(name="Rest", sequence=50)
        cards = {
            "new": self._published(name="New", relationship="new", sequence=40),
            "small": self._published(name="Small", amount_max=100, sequence=30),
            "mining": self._published(name="Mining", industry_ids=mining.ids, sequence=20),
        }
        self._only(rest, *cards.values())
        old = {"relationship": "existing"}
        for known, industry, expected in (
            (old, False, rest),
            ({}, False, cards["new"]),
            ({"relationship": "new"}, False, cards["new"]),
            ({**old, "requested_limit": 100}, False, cards["small"]),
            ({**old, "requested_limit": 100.01}, False, rest),
            ({**old, "requested_limit": 0}, False, cards["small"]),
            (old, mining, cards["mining"]),
            ({"requested_limit": 5}, mining, cards["mining"]),
        ):
            self.account.partner_id.industry_id = industry
            with self.subTest(known=known, industry=industry and industry.name):
                self.assertEqual(self.chosen(**known), expected)

    def test_ties(self):
        second = self._published(name="Shared", sequence=5)
        own = self._published(name="Own", sequence=5, company_id=self.company.id)
        self._published(name="Later", sequence=5)
        self.assertEqual(self.chosen(), own, "that of the company before that of all")
        own.action_withdraw()
        self.assertEqual(self.chosen(), second, "the older of two")

    def test_a_card_of_another_company_is_not_used(self):
        other = self.env["res.company"].create({"name": "Third Ltd"})
        theirs = self._card(user=self.env.user, sequence=1, company_id=other.id)
        theirs._set_published()
        account = self._create_account(company=other)
        found = self.cards._for(self.account + account, {})
        self.assertEqual(found[account], theirs)
        self.assertNotEqual(found[self.account], theirs)
