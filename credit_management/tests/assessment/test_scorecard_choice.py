from odoo.tests import tagged

from ...core.assessment.characteristics import misfits
from .scorecard_common import LIQUIDITY, CreditScorecardCommon


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

    def test_what_an_app_looked_at_that_is_gone(self):
        """Cards outlive the app that brought a characteristic: they open, and its question is not known."""
        card = self._card(LIQUIDITY)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE credit_scorecard_criterion SET characteristic = 'of_an_app_that_is_gone' WHERE scorecard_id = %s",
            [card.id],
        )
        self.env.invalidate_all()
        criterion = card.criterion_ids
        self.assertFalse(criterion.kind)
        self.assertEqual(len(criterion.bin_ids.mapped("range_text")), 3)
        self.assertEqual([fault.reason for fault in misfits(card._to_core())], ["unknown"])
        words = self.env["credit.characteristic"]
        self.assertEqual(words._value_text("of_an_app_that_is_gone", 2), "2")
        self.assertEqual(words._value_text("of_an_app_that_is_gone", None), "Not known")
