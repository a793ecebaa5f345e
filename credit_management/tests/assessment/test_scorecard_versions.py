from xmlrpc.client import Fault

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .scorecard_common import CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardVersions(CreditScorecardCommon):
    """Cards are drafted, published, followed and withdrawn; what is published stays as it is."""

    def phases(self, *cards):
        self.env.invalidate_all()
        return [card.phase for card in cards]

    # === VERSIONS === #

    def test_superseded_on_the_day_another_begins(self):
        first = self._published()
        second = self._next(first)
        self.assertEqual((second.version, second.family_id, second.phase), (2, first, "draft"))
        self.assertEqual(second.criterion_ids.mapped("points_text"), first.criterion_ids.mapped("points_text"))
        second.valid_from = self._day(5)
        second.action_publish()
        for offset, expected, governing in (
            (4, ["in_force", "scheduled"], first),
            (5, ["superseded", "in_force"], second),
        ):
            with self.subTest(offset=offset), freeze_time(self._day(offset)):
                self.assertEqual(self.phases(first, second), expected)
                self.assertEqual(self.cards._get_in_force(self.company) & (first + second), governing)
                for phase, card in zip(expected, (first, second), strict=True):
                    found = self.cards.search([("phase", "=", phase), ("family_id", "=", first.id)])
                    self.assertEqual(found, card)

    def test_of_two_from_the_same_day_the_later_version_is_used(self):
        first = self._published()
        second, third = self._next(first), self._next(first)
        self.assertEqual(third.version, 3)
        third.action_publish()
        with self.assertRaisesRegex(
            UserError, "version 3 begins on .* too and would be used instead of Card, version 2"
        ):
            second.action_publish()

    def test_not_before_today(self):
        card = self._card(valid_from=self._day(-1))
        with self.assertRaisesRegex(UserError, "Choose today or a later day as “Valid From”"):
            card.action_publish()

    def test_a_duplicate_is_another_card(self):
        card = self._published()
        other = card.copy()
        self.assertEqual((other.name, other.version, other.family_id, other.state), ("Card (copy)", 1, other, "draft"))

    def test_a_draft_with_later_versions_is_not_deleted(self):
        first = self._card()
        second = self._next(first)
        with self.assertRaisesRegex(UserError, "Delete Card, version 2 first"):
            first.unlink()
        (first + second).unlink()
        self.assertFalse((first + second).exists())

    def test_withdrawn(self):
        first = self._published()
        second = self._next(first)
        second.valid_from = self._day(3)
        second.action_publish()
        second.action_withdraw()
        with freeze_time(self._day(4)):
            self.assertEqual(self.phases(first, second), ["in_force", "withdrawn"], "it has never begun")
        first.action_withdraw()
        self.assertEqual(self.phases(first, second), ["withdrawn", "withdrawn"])
        self.assertFalse(self.cards._get_in_force(self.company) & (first + second))
        with self.assertRaisesRegex(UserError, "nothing to withdraw"):
            first.action_withdraw()

    def test_a_withdrawn_version_brings_no_older_one_back(self):
        with freeze_time(self._day(-3)):
            first = self._published()
        with freeze_time(self._day(-1)):
            second = self._next(first)
            second.action_publish()
        second.action_withdraw()
        self.assertEqual(self.phases(first, second), ["superseded", "withdrawn"])
        self.assertFalse(self.cards._get_in_force(self.company) & (first + second))

    def test_somebody_must_judge_everybody(self):
        card = self._published()
        self._only(card)
        with self.assertRaisesRegex(UserError, "some customers of .* would have no scorecard"):
            card.action_withdraw()
        second = self._next(card)
        second.relationship = "new"
        with self.assertRaisesRegex(UserError, "First publish one for all industries and amounts"):
            second.action_publish()

    def test_the_company_of_versions(self):
        card = self._published()
        second = self._next(card)
        with self.assertRaisesRegex(UserError, "Duplicate it for another company"):
            second.company_id = self.company
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        with self.assertRaisesRegex(UserError, "Branch is a branch. Choose"):
            self._card(user=self.env.user, company_id=branch.id)

    # === PUBLISHED CARDS === #

    def test_a_published_card_stays_as_it_is(self):
        card = self._published(knockout_ids=[Command.create(self.insolvency())])
        for record, vals in self.changes(card):
            with (
                self.subTest(record._name, vals=vals),
                self.assertRaisesRegex(UserError, "published and stays as it is"),
            ):
                record.write(vals)
        for record in (card, card.criterion_ids[0], card.criterion_ids[0].bin_ids[0], card.knockout_ids):
            with self.subTest(record._name), self.assertRaisesRegex(UserError, "published and stays as it is"):
                record.unlink()
        with self.assertRaisesRegex(UserError, "published and stays as it is"):
            card.criterion_ids[0].update_field_translations("name", {"en_US": "Other"})

    def insolvency(self):
        return {"characteristic": "insolvency", "answer": "yes", "grade_id": self.grades["D"].id}

    def changes(self, card):
        draft = self._card(name="Draft")
        criterion = card.criterion_ids[0]
        return [
            (card, {"coverage_min": 1}),
            (card, {"sequence": 1}),
            (card, {"name": "Other"}),
            (card, {"criterion_ids": [Command.clear()]}),
            (criterion, {"weight": 1}),
            (criterion, {"bin_ids": [Command.create({"points": 1})]}),
            (criterion, {"scorecard_id": draft.id}),
            (draft.criterion_ids[0], {"scorecard_id": card.id}),
            (criterion.bin_ids[0], {"points": 1}),
            (draft.criterion_ids[0].bin_ids[0], {"criterion_id": criterion.id}),
            (card.knockout_ids, {"grade_id": self.grades["A"].id}),
        ]

    def test_parts_do_not_join_a_published_card(self):
        card = self._published()
        for model, vals in (
            ("criterion", {"scorecard_id": card.id, "characteristic": "equity"}),
            ("bin", {"criterion_id": card.criterion_ids[0].id, "points": 3}),
            ("knockout", {"scorecard_id": card.id, **self.insolvency()}),
        ):
            records = self.env[f"credit.scorecard.{model}"].with_user(self.administrator)
            with self.subTest(model), self.assertRaisesRegex(UserError, "published and stays as it is"):
                records.create(vals)
            (whole, whole_id), *others = vals.items()
            with self.subTest(model, by="default"), self.assertRaisesRegex(UserError, "published and stays as it is"):
                records.with_context(**{f"default_{whole}": whole_id}).create(dict(others))

    def test_nobody_publishes_by_writing(self):
        draft = self._card()
        forged = [("state", "published"), ("version", 7), ("family_id", self._published().id), ("family_id", 1)]
        for name, value in (*forged, ("ended_on", self._day(0)), ("published_by", 1)):
            with self.subTest(name), self.assertRaisesRegex(AccessError, "cannot set"):
                draft.write({name: value})
            with self.subTest(name, by="create"), self.assertRaisesRegex(AccessError, "cannot set"):
                self._card(**{name: value})
            with self.subTest(name, by="default"), self.assertRaisesRegex(AccessError, "cannot set"):
                self.cards.with_user(self.administrator).with_context(**{f"default_{name}": value}).create(
                    {"name": "X"}
                )

    # === ACCESS === #

    def test_who_reads_and_who_edits(self):
        card = self._published()
        parts = [card, card.criterion_ids, card.criterion_ids.bin_ids, self.env["credit.industry.risk"].search([])]
        for part in parts:
            for user in (self.analyst, self.manager):
                part.with_user(user).check_access("read")
                with self.assertRaises(AccessError):
                    part.with_user(user).check_access("write")
            part.with_user(self.administrator).check_access("write")
            with self.assertRaises(AccessError):
                part.with_user(self.salesperson).check_access("read")

    def test_only_an_administrator_publishes(self):
        card = self._card()
        for user in (self.analyst, self.manager):
            for method in ("action_publish", "action_copy_version", "action_withdraw"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(card.with_user(user), method)()

    def test_companies_stay_apart(self):
        other = self.env["res.company"].create({"name": "Third Ltd"})
        theirs = self._card(user=self.env.user, company_id=other.id)
        shared = self._card(user=self.env.user)
        visible = self.cards.with_user(self.analyst).search([])
        self.assertIn(shared, visible)
        self.assertNotIn(theirs, visible)
        for part in (theirs.criterion_ids, theirs.criterion_ids.bin_ids):
            with self.assertRaises(AccessError):
                part.with_user(self.administrator).check_access("read")


@tagged("post_install", "-at_install")
class TestScorecardForgery(CreditScorecardCommon, HttpCase):
    """A client sends whatever it likes."""

    def call(self, model, method, *arguments, **keywords):
        login = self.administrator.login
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, self.administrator.id, login, model, method, arguments, keywords
        )

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc")
    def test_rpc_changes_no_published_card(self):
        card = self._published()
        criterion = card.criterion_ids[0]
        context = {"credit_by_method": True, "install_mode": True}
        for model, record, vals in (
            ("credit.scorecard", card, {"state": "draft"}),
            ("credit.scorecard.criterion", criterion, {"weight": 1}),
            ("credit.scorecard.bin", criterion.bin_ids[0], {"points": 99}),
        ):
            with self.subTest(model), self.assertRaises(Fault):
                self.call(model, "write", record.ids, vals, context=context)
        for method in ("_set_published", "_credit_by_method", "_create_ready_cards"):
            with self.subTest(method), self.assertRaises(Fault):
                self.call("credit.scorecard", method, card.ids)
        self.assertEqual((card.state, criterion.weight), ("published", 60))
