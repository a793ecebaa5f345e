from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCover(CoverCommon):
    """From draft to secured limit, and to its end; who may do what."""

    # === LIFE === #

    def test_what_two_confirm_secures_a_part_of_the_limit_between_its_days(self):
        cover = self.cover(first=self._day(10), last=self._day(20))
        self.assertIn("another person", cover.verdict)
        cover.action_propose()
        cover.with_user(self.manager).action_confirm()
        self.assertEqual([self.limit(on=day) for day in (0, 9, 10, 20, 21)], [1000, 1000, 1500, 1500, 1000])
        (row,) = cover.limit_ids
        self.assertEqual(
            (row.kind, row.origin, row.author_id, row.approver_id), ("secured", "cover", self.analyst, self.manager)
        )
        self.assertIn("Covers nothing before", cover.verdict)

    def test_share_uplift_and_kind_say_how_much(self):
        self.confirmed(share=80)
        self.assertEqual(self.limit(), 1400)
        self.company.credit_cover_uplift = 50
        self.confirmed(reference="Second")
        self.assertEqual(self.limit(), 1650)
        self.confirmed("mortgage", amount=9000)
        self.assertEqual(self.limit(), 1650)

    def test_nobody_confirms_an_own_proposal(self):
        cover = self.cover(author=self.manager)
        cover.action_propose()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            cover.action_confirm()
        cover.with_user(self.second_manager).action_take_back()
        cover.with_user(self.second_manager).amount = 700
        cover.with_user(self.second_manager).action_propose()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            cover.with_user(self.manager).action_confirm()

    def test_confirming_asks_for_authority_over_the_increase(self):
        self._grant_authority(self.manager, amount=1499)
        cover = self.cover()
        cover.action_propose()
        with self.assertRaisesRegex(AccessError, r"would rise by .*1,500"):
            cover.with_user(self.manager).action_confirm()
        self._grant_authority(self.manager, amount=1500)  # the base limit was approved within the window
        cover.with_user(self.manager).action_confirm()
        self.assertEqual(self.limit(), 1500)

    def test_small_covers_add_up(self):
        self._grant_authority(self.manager, amount=1600)
        self.confirmed(amount=400)
        with self.assertRaisesRegex(AccessError, r"would rise by .*1,800"):
            self.confirmed(amount=400, reference="Second")

    def test_whatever_is_proposed_stays_as_it_is(self):
        cover = self.cover()
        cover.action_propose()
        for write in ({"amount": 5000}, {"last": False}, {"state": "confirmed"}, {"counts": True}):
            with self.assertRaises(UserError), self.cr.savepoint():
                cover.write(write)
        with self.assertRaises(AccessError):
            self.env["credit.limit"].with_user(self.analyst).create(
                {"account_id": self.account.id, "kind": "secured", "amount": 9, "reason": "Mine", "origin": "cover"}
            )

    def test_an_end_takes_it_away_on_its_day_and_no_earlier_than_yesterday(self):
        cover = self.confirmed()
        with self.assertRaisesRegex(UserError, "for a day that is past"):
            cover.with_user(self.manager).action_end(self._day(-2), "Gone")
        cover.with_user(self.manager).action_end(self._day(5), "Returned")
        self.assertEqual([self.limit(on=day) for day in (0, 5, 6)], [1500, 1500, 1000])
        other = self.confirmed(reference="Second", first=self._day(30))
        other.with_user(self.manager).action_end(self._day(-1), "Never came")
        self.assertEqual(self.limit(on=40), 1000)
        self.assertFalse(other.counts)

    def test_an_end_at_a_higher_rate_raises_nothing(self):
        """Who ends a cover needs no authority: so what it secures until then is no more than was confirmed."""
        cover = self.confirmed(cover_currency_id=self.euro.id, amount=250)
        self.assertEqual(self.limit(), 1500)
        self.env["res.currency.rate"].create(
            {"currency_id": self.euro.id, "name": self._day(0), "rate": 0.1, "company_id": self.company.id}
        )
        cover.with_user(self.manager).action_end(self._day(50), "Returned")
        self.assertEqual([self.limit(on=day) for day in (0, 50, 51)], [1500, 1500, 1000])

    # === REFUSALS === #

    def test_twice(self):
        self.confirmed(reference="G 12/3")
        again = self.cover(reference="g-123")
        with self.assertRaisesRegex(UserError, "The same Guarantee of Bank .*is on record already"):
            again.action_propose()
        again.reference = "G 124"
        again.action_propose()

    def test_one_policy_insures_many_customers_each_once(self):
        policy = self.env["credit.insurance"].create(
            {"name": "P 1", "issuer_id": self.insurer.id, "first": self._day(-300)}
        )
        other = self._create_account(self._create_customer("Other"))
        self.confirmed("insurance", insurance_id=policy.id)
        self.confirmed("insurance", account=other, insurance_id=policy.id)
        with self.assertRaisesRegex(UserError, "is on record already"):
            self.cover("insurance", insurance_id=policy.id).action_propose()

    def test_days_of_the_policy_and_days_that_are_over(self):
        policy = self.env["credit.insurance"].create(
            {"name": "P 2", "issuer_id": self.insurer.id, "first": self._day(-10), "last": self._day(10), "share": 85}
        )
        cover = self.cover("insurance", insurance_id=policy.id)
        with self.assertRaisesRegex(UserError, "choose days within"):
            cover.action_propose()
        over = self.cover(last=self._day(-1))
        with self.assertRaisesRegex(UserError, "would be over since"):
            over.action_propose()

    def test_a_currency_without_a_rate(self):
        dong = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "VND")])
        dong.active = True
        dong.rate_ids.unlink()
        cover = self.cover(cover_currency_id=dong.id, amount=10**6)
        with self.assertRaisesRegex(UserError, "no rate for VND: enter one"):
            cover.action_propose()

    def test_a_rate_that_goes_away_leaves_nothing_covered(self):
        self.invoice(300)
        self.confirmed(cover_currency_id=self.euro.id)
        self.assertEqual(self.covering().uncovered, 0)
        self.euro.rate_ids.unlink()
        self.assertEqual(self.covering().uncovered, 300)

    def test_a_change_of_the_policy_changes_nothing_confirmed(self):
        policy = self.env["credit.insurance"].create(
            {"name": "P 3", "issuer_id": self.insurer.id, "first": self._day(-300), "share": 50, "max_days": 30}
        )
        cover = self.confirmed("insurance", insurance_id=policy.id)
        self.assertEqual((cover.share, cover.max_days, cover.issuer_id), (50, 30, self.insurer))
        policy.with_user(self.administrator).write({"share": 100, "max_days": 0, "last": self._day(0)})
        self.assertEqual((cover.share, cover.max_days, cover.last), (50, 30, self._day(200)))

    # === ACCESS === #

    def test_salespeople_see_that_there_is_cover_of_their_own_customers(self):
        seller = self._create_user("own", "sales_team.group_sale_salesman")
        seller.write({"company_ids": [Command.set(self.company.ids)], "company_id": self.company.id})
        foreign = self._create_account(self._create_customer("Foreign", user_id=self.salesperson.id))
        mine = self.confirmed().with_user(seller)
        self.assertEqual((mine.kind, mine.secured_amount), ("guarantee", 500))
        self.assertTrue(mine.verdict)
        for name in ("amount", "reference", "share", "decision_ids", "next_step"):
            with self.assertRaises(AccessError):
                mine.read([name])
        with self.assertRaises(AccessError):
            self.confirmed(account=foreign).with_user(seller).read(["kind"])
        for model in ("credit.cover", "credit.cover.decision", "credit.cover.claim", "credit.insurance"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(seller).create({})

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Other Company"})
        foreign = self._create_user("foreign", "credit_management.credit_management_group_manager")
        foreign.write({"company_ids": [Command.set(company.ids)], "company_id": company.id})
        cover = self.insured()
        for records in (cover, cover.decision_ids):
            with self.assertRaises(AccessError):
                records.with_user(foreign).with_context(allowed_company_ids=company.ids).read(["state"])

    # === MERGE, UNINSTALL === #

    def test_two_limits_are_never_added_up_nor_is_what_secures_them(self):
        other = self._create_account(self._create_customer("Twin"))
        cover = self.confirmed(account=other)
        self.assertEqual(self.limit(other), 500)
        self.account.sudo()._absorb(other.sudo())
        self.assertEqual(self.limit(), 1000)
        self.assertEqual((cover.account_id, cover.secures), (self.account, False))

    def test_what_was_secured_ends_where_the_addon_goes(self):
        self.confirmed()
        self.confirmed(reference="Later", first=self._day(20))
        self.env["credit.cover"]._end_all_secured()
        self.assertEqual([self.limit(on=day) for day in (0, 30)], [1000, 1000])
