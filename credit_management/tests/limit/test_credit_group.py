from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditGroup(CreditCommon):
    """Who says who belongs to a group, and what its members may owe together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].sudo().search([]).unlink()
        cls.parent, cls.daughter, cls.sister = (
            cls._create_account(cls._create_customer(name)) for name in ("Parent", "Daughter", "Sister")
        )
        cls._grant_authority(cls.manager, unlimited=True)
        cls.group = (
            cls.env["credit.group"].with_user(cls.analyst).create({"name": "Acme Group", "lead_id": cls.parent.id})
        )

    def propose(self, account, author=None, **vals):
        members = self.env["credit.group.member"].with_user(author or self.analyst)
        return members.create({"group_id": self.group.id, "account_id": account.id, "reason": "One owner", **vals})

    def propose_limit(self, amount, author=None, **vals):
        limits = self.env["credit.group.limit"].with_user(author or self.analyst)
        return limits.create({"group_id": self.group.id, "amount": amount, "reason": "Together", **vals})

    def approve(self, part, user=None):
        part.with_user(user or self.manager).action_approve()
        return part

    def joined(self, account, **vals):
        return self.approve(self.propose(account, **vals))

    # === WHO DECIDES === #

    def test_two_people_and_a_manager(self):
        for make in (lambda author: self.propose(self.daughter, author), lambda author: self.propose_limit(9, author)):
            part = make(self.analyst)
            with self.subTest(part=part.display_name):
                with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
                    part.with_user(self.analyst).action_approve()
                own = make(self.manager)
                with self.assertRaisesRegex(AccessError, "had a hand in .* Nobody else may .*: invite"):
                    own.with_user(self.manager).action_approve()
                part.with_user(self.second_manager).action_refuse()
                own.with_user(self.manager).action_refuse()

    def test_who_wanted_it_before_does_not_approve_it_of_another(self):
        self.propose_limit(500, self.manager).with_user(self.manager).action_refuse()
        again = self.propose_limit(500)
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            again.with_user(self.manager).action_approve()

    def test_who_sells_to_a_member_does_not_decide_on_the_shared_limit(self):
        self.joined(self.daughter)
        self.daughter.partner_id.user_id = self.manager
        limit = self.propose_limit(500)
        with self.assertRaisesRegex(AccessError, "sells to|had a hand in"):
            limit.with_user(self.manager).action_approve()

    def test_nothing_is_approved_about_an_archived_group(self):
        member = self.propose(self.daughter)
        self.group.action_archive()
        with self.assertRaisesRegex(UserError, "Acme Group is archived"):
            self.approve(member)

    def test_nothing_is_decided_by_writing(self):
        member, limit = self.joined(self.daughter), self.approve(self.propose_limit(700))
        waiting = self.propose(self.sister)
        for part, vals in (
            (member, {"cap": 5}),
            (member, {"state": "ended"}),
            (limit, {"amount": 9999}),
            (waiting, {"state": "approved"}),
            (waiting, {"counts": True}),
            (waiting, {"company_id": self.env["res.company"].create({"name": "Other"}).id}),
        ):
            with self.subTest(part=part.display_name, vals=vals), self.assertRaises(UserError):
                part.with_user(self.manager).write(vals)
        for part in (member, limit, waiting):
            with self.subTest(part=part.display_name), self.assertRaisesRegex(UserError, "stays on record"):
                part.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            self.propose(self.sister, state="approved", counts=True)

    def test_authority_over_every_member(self):
        self.joined(self.parent)
        self._grant_authority(self.second_manager, amount=1000)
        self.approve(self.propose_limit(1000), self.second_manager)
        with self.assertRaisesRegex(AccessError, "lets up to .*1,001.00 more be owed"):
            self.approve(self.propose_limit(1001), self.second_manager)
        # Two steps add up over the window.
        with self.assertRaisesRegex(AccessError, "Ask a person with more authority"):
            self.approve(self.propose_limit(1500), self.second_manager)

    def test_leaving_takes_authority_for_what_is_let_go(self):
        self._approve_limit(self.daughter, 5000)
        self.approve(self.propose_limit(300))
        member = self.joined(self.daughter)
        self._grant_authority(self.second_manager, amount=4000)
        with self.assertRaisesRegex(AccessError, "4,700.00 more"):
            member.with_user(self.second_manager).action_end(self._day(-1), "Sold")
        member.with_user(self.manager).action_end(self._day(0), "Sold")
        self.assertEqual((member.state, member.counts, member.valid_to), ("ended", True, self._day(0)))

    def test_joining_before_a_shared_limit_begins(self):
        self.joined(self.parent)
        self.approve(self.propose_limit(9000, valid_from=self._day(2)))
        self._grant_authority(self.second_manager, amount=100)
        with self.assertRaisesRegex(AccessError, "9,000.00 more"):
            self.approve(self.propose(self.daughter), self.second_manager)

    def test_a_membership_of_a_day_does_not_end_a_longer_one_unseen(self):
        self._approve_limit(self.daughter, 5000)
        self.approve(self.propose_limit(300))
        self.joined(self.daughter)
        self._grant_authority(self.second_manager, amount=4000)
        short = self.propose(self.daughter, has_cap=True, cap=1, valid_to=self._day(0))
        with self.assertRaisesRegex(AccessError, "4,700.00 more"):
            self.approve(short, self.second_manager)

    def test_who_was_refused_asks_for_no_other_group_of_the_customer(self):
        self.propose(self.daughter, self.manager).with_user(self.manager).action_refuse()
        other = self.env["credit.group"].with_user(self.analyst).create({"name": "Other", "lead_id": self.sister.id})
        again = self.propose(self.daughter, group_id=other.id)
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            self.approve(again)

    def test_a_reduction_of_today_is_not_undone_by_its_end(self):
        self.approve(self.propose_limit(5000))
        lower = self.approve(self.propose_limit(100))
        self._grant_authority(self.second_manager, amount=1)
        lower.with_user(self.second_manager).action_end(self._day(-1), "A slip")
        self.assertTrue(lower.counts)
        self.assertEqual(self.env["credit.group.use"]._read_limits(self.group)[self.group.id].amount, 0)
        coming = self.approve(self.propose_limit(7000))
        later = self.approve(self.propose_limit(100, valid_from=self._day(3)))
        self.assertEqual(coming.state, "approved")
        with self.assertRaisesRegex(AccessError, "Ask a person with more authority"):
            later.with_user(self.second_manager).action_end(self._day(1), "A slip")

    def test_joining_takes_authority_for_what_it_grants(self):
        self.approve(self.propose_limit(300))
        self._grant_authority(self.second_manager, amount=200)
        member = self.propose(self.daughter)
        with self.assertRaisesRegex(AccessError, "300.00 more"):
            self.approve(member, self.second_manager)
        self.approve(self.propose(self.sister, has_cap=True, cap=200), self.second_manager)

    # === MEMBERSHIPS === #

    def test_one_group_at_a_time(self):
        self.joined(self.daughter)
        other = self.env["credit.group"].with_user(self.analyst).create({"name": "Other", "lead_id": self.sister.id})
        member = self.propose(self.daughter, group_id=other.id)
        with self.assertRaisesRegex(UserError, "belongs to Acme Group from .*: end that membership first"):
            self.approve(member)

    def test_a_later_membership_changes_the_cap(self):
        first = self.joined(self.daughter)
        second = self.joined(self.daughter, has_cap=True, cap=100)
        self.assertEqual((first.state, first.counts, second.state), ("ended", False, "approved"))
        third = self.joined(self.daughter, has_cap=True, cap=50, valid_from=self._day(5))
        self.assertEqual((second.state, second.counts, second.valid_to), ("ended", True, self._day(4)))
        self.assertEqual(third.valid_from, self._day(5))
        self.assertEqual(self.group.member_count, 1)

    def test_what_is_over_or_upside_down(self):
        late = self.propose(self.daughter, valid_from=self._day(-9), valid_to=self._day(-1))
        with self.assertRaisesRegex(UserError, "would be over since"):
            self.approve(late)
        with self.assertRaisesRegex(Exception, "(?i)cannot be before its first|dates_in_order"), self.cr.savepoint():
            self.propose(self.sister, valid_from=self._day(5), valid_to=self._day(2))
        with self.assertRaisesRegex(Exception, "(?i)cannot be negative|cap_not_negative"), self.cr.savepoint():
            self.propose(self.sister, has_cap=True, cap=-1)

    def test_a_group_in_use_stays(self):
        member = self.joined(self.daughter)
        with self.assertRaisesRegex(UserError, "end their memberships before"):
            self.group.action_archive()
        with self.assertRaisesRegex(UserError, "its lead customer stays"):
            self.group.lead_id = self.sister
        with self.assertRaisesRegex(UserError, "its lead customer stays"):
            self.group.unlink()
        member.with_user(self.manager).action_end(self._day(-1), "Sold")
        self.group.action_archive()
        self.assertFalse(self.group.active)

    def test_merged_customers_keep_one_group(self):
        kept = self.joined(self.parent)
        gone = self.joined(self.daughter)
        self.parent._adopt(self.daughter)
        self.assertEqual((kept.counts, gone.counts, gone.account_id), (True, False, self.parent))

    # === FIGURES === #

    def test_limit_and_parts_in_force(self):
        self.assertEqual((self.sister.group_text, self.sister.group_id), (False, self.group.browse()))
        self.joined(self.parent)
        self.joined(self.daughter, has_cap=True, cap=100)
        self.assertEqual(self.group.with_user(self.analyst).limit_text, "None yet")
        self.approve(self.propose_limit(800))
        self.approve(self.propose_limit(500, valid_from=self._day(3)))
        group = self.group.with_user(self.analyst)
        group.invalidate_recordset()
        self.assertEqual((group.limit_amount, group.used, group.free, group.member_count), (800, 0, 800, 2))
        self.assertRegex(group.member_ids.filtered(lambda one: one.account_id == self.daughter).free_text, "^.*100.00$")
        self.assertEqual(self.daughter.with_user(self.analyst).group_id, self.group)
        self.assertRegex(self.daughter.with_user(self.salesperson).group_text, "Acme Group: .*800.00 of .*800.00 free")
        later = self.env["credit.group.use"]._read_limits(group, self._day(3))
        self.assertEqual(later[group.id].amount, 500)

    def test_seen_in_allowed_companies_only(self):
        self.joined(self.parent)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_user("stranger", "credit_management.credit_management_group_manager")
        stranger.write({"company_ids": [fields.Command.set(other.ids)], "company_id": other.id})
        for name in ("credit.group", "credit.group.member", "credit.group.limit"):
            with self.subTest(model=name):
                self.assertFalse(self.env[name].with_user(stranger).search([]))
        for role in (self.salesperson,):
            with self.subTest(role=role.login), self.assertRaises(AccessError):
                self.env["credit.group"].with_user(role).search([])
        # A member of another entity shows the group to it, and no more of it.
        account = self._create_account(self._create_customer("Abroad"), other)
        self.propose(account, self.env.user)
        self.assertEqual(self.env["credit.group"].with_user(stranger).search([]), self.group)
        seen = self.env["credit.group.member"].with_user(stranger).search([])
        self.assertEqual(seen.account_id, account)

    # === FIND === #

    def test_groups_are_found_and_proposed(self):
        self.parent.partner_id.vat = self.sister.partner_id.vat = "XX12345678"
        self.daughter.partner_id.parent_id = self.parent.partner_id
        find = self.env["credit.group.find"].with_user(self.analyst)
        action = find.action_find()
        lines = find.browse(action["res_id"]).line_ids
        line = lines.filtered(lambda one: self.parent in one.account_ids)
        self.assertEqual(line.account_ids, self.parent | self.daughter | self.sister)
        self.assertEqual(line.grounds, "same parent company, same tax number")
        group = self.env["credit.group"].browse(line.action_create_group()["res_id"])
        self.assertEqual(set(group.member_ids.mapped("state")), {"proposed"})
        self.assertFalse(
            find.browse(find.action_find()["res_id"]).line_ids.filtered(lambda one: self.parent in one.account_ids)
        )
        group.with_user(self.manager).action_approve_each()
        self.assertEqual(set(group.member_ids.mapped("state")), {"approved"})
