from contextlib import contextmanager
from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...const import ADMINISTRATOR, ANALYST, LIMIT_ACTIVITY, MANAGER
from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestAbsence(CreditCommon):
    """Who is absent is asked last; a substitute has their authority where a third person arranged it, and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        cls.account = cls._create_account()
        cls.absent, cls.substitute = cls.second_manager, cls.manager
        cls.third = cls._create_user("manager_3", MANAGER)
        cls.both = cls._create_user("manager_and_administrator", f"{MANAGER},{ADMINISTRATOR}")
        cls.both.company_ids = [Command.set(cls.env["res.company"].search([]).ids)]
        cls._grant_authority(cls.substitute, 1000)
        cls.granted = cls._grant_authority(cls.absent, 50_000)
        cls.today = cls.company._credit_today()

    def enter(self, user=None, by=None, first=0, last=5, **vals):
        values = {
            "user_id": (user or self.absent).id,
            "date_from": self.today + timedelta(days=first),
            "date_to": self.today + timedelta(days=last),
            **vals,
        }
        return self.env["credit.absence"].with_user(by or self.administrator).create(values)

    def lend(self, user=None, substitute=None, **vals):
        return self.enter(user, substitute_id=(substitute or self.substitute).id, with_authority=True, **vals)

    @contextmanager
    def undone(self):
        """What happens here is undone: in the database, and of what waits to be written."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            yield
        finally:
            self.env.cr.clear()
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

    def may(self, user, limit):
        """Whether somebody may approve, by the list that offers it and by the button, which agree."""
        self.env.invalidate_all()
        limit = limit.with_user(user)
        offered = limit.can_decide
        listed = limit.search([("can_decide", "=", True), ("id", "=", limit.id)])
        self.assertEqual(offered, bool(listed))
        try:
            with self.undone():
                limit.action_approve()
            allowed = True
        except AccessError:
            allowed = False
        self.assertEqual(offered, allowed, "the list offers what the button does")
        return allowed

    # === LENDING === #

    def test_a_substitute_decides_by_the_authority_of_the_absent(self):
        limit = self._propose_limit(self.account, 5000)
        self.assertFalse(self.may(self.substitute, limit))
        self.lend()
        self.assertTrue(self.may(self.substitute, limit))
        limit.with_user(self.substitute).action_approve()
        said = self.account.message_ids.filtered(lambda one: self.absent.name in (one.body or ""))
        self.assertIn(self.administrator.name, said.body)
        self.assertFalse(self.may(self.substitute, self._propose_limit(self.account, 100_000)), "no more than it")

    def test_what_is_within_the_own_authority_is_not_said_to_be_another_s(self):
        self.lend()
        self._propose_limit(self.account, 500).with_user(self.substitute).action_approve()
        self.assertNotIn(self.absent.name, " ".join(self.account.message_ids.mapped("body")))

    def test_who_is_asked_alone_has_no_more_than_before(self):
        self.enter(substitute_id=self.substitute.id)
        self.assertFalse(self.may(self.substitute, self._propose_limit(self.account, 5000)))

    def test_it_begins_and_ends_by_the_day(self):
        limit = self._propose_limit(self.account, 5000)
        self.lend(first=1, last=2)
        self.assertFalse(self.may(self.substitute, limit))
        for days, allowed in ((1, True), (2, True), (3, False)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.assertEqual(self.may(self.substitute, limit), allowed, days)

    def test_it_ends_with_who_lends_it(self):
        limit = self._propose_limit(self.account, 5000)
        for change in (
            lambda: self.absent.action_archive(),
            lambda: self.absent.write({"group_ids": [Command.set([self.env.ref("base.group_user").id])]}),
            lambda: self.granted.write({"active": False}),
            lambda: self.enter(self.substitute),
        ):
            with self.undone():
                self.lend()
                self.assertTrue(self.may(self.substitute, limit))
                change()
                self.assertFalse(self.may(self.substitute, limit))

    def test_nobody_uses_it_on_what_either_had_a_hand_in(self):
        self.lend()
        for author in (self.absent, self.substitute):
            limit = self._propose_limit(self._create_account(self._create_customer(author.name)), 5000, author=author)
            self.assertFalse(self.may(self.substitute, limit), author.name)
        self.account.partner_id.user_id = self.absent
        self.assertFalse(self.may(self.substitute, self._propose_limit(self.account, 5000)), "the absent sells to it")

    def test_what_the_absent_refused_stays_refused(self):
        self._propose_limit(self.account, 5000).with_user(self.absent).action_refuse()
        self.lend()
        with self.assertRaisesRegex(UserError, "Nothing has changed since"):
            self._propose_limit(self.account, 5000, author=self.third).with_user(self.substitute).action_approve()

    def test_it_is_not_lent_on(self):
        """A to B and B to C gives C nothing of A; A to B and B to A gives neither anything."""
        limit = self._propose_limit(self.account, 5000)
        self.lend()
        self.lend(self.substitute, self.third)
        self.assertFalse(self.may(self.third, limit))
        self.assertFalse(self.may(self.substitute, limit), "who is absent stands in for nobody")
        self.env["credit.absence"].search([("user_id", "=", self.substitute.id)]).active = False
        self.lend(self.substitute, self.absent, first=6, last=9)
        self.assertTrue(self.may(self.substitute, limit))

    def test_a_loop_asks_everybody_once(self):
        self.enter(substitute_id=self.substitute.id)
        self.enter(self.substitute, substitute_id=self.absent.id)
        self.assertFalse(self.absent._credit_stand_in(self.company))

    def test_what_may_be_decided_on_alone_is_not_lent(self):
        self.granted.own_up_to = 50_000
        self.lend()
        own = self._propose_limit(self.account, 5000, author=self.substitute)
        self.assertFalse(self.may(self.substitute, own))
        self.env["credit.authority"].search([("user_id", "=", self.substitute.id)]).own_up_to = 50_000
        self.assertFalse(self.may(self.substitute, own), "alone is who has an own authority for it")

    # === WHO ARRANGES IT === #

    def test_a_third_person_lends_it(self):
        tries = ((self.absent, {}), (self.substitute, {}), (self.third, {}), (self.both, {"user": self.both}))
        for by, vals in tries:
            with self.subTest(by=by.name), self.assertRaises(AccessError):
                self.lend(by=by, **vals)
        with self.assertRaises(AccessError):
            self.lend(substitute=self.both, by=self.both)
        own = self.enter(by=self.absent, substitute_id=self.substitute.id)
        for by in (self.absent, self.substitute, self.analyst):
            with self.subTest(by=by.name), self.assertRaises(AccessError):
                own.with_user(by).write({"with_authority": True})
        own.with_user(self.administrator).write({"with_authority": True})
        self.assertEqual(own.arranged_by, self.administrator)
        told = own.message_ids.notified_partner_ids
        self.assertLessEqual(self.absent.partner_id | self.substitute.partner_id, told)
        for vals in ({"date_to": self.today + timedelta(days=20)}, {"substitute_id": self.third.id}):
            with self.assertRaises(AccessError):
                own.with_user(self.absent).write(vals)

    def test_nobody_says_who_arranged_it(self):
        absence = self.lend()
        for user in (self.administrator, self.both, self.absent):
            with self.assertRaises(AccessError):
                absence.with_user(user).write({"arranged_by": self.third.id})
        with self.assertRaises(AccessError):
            self.lend(user=self.third, arranged_by=self.third.id)
        forged = self.env["credit.absence"].with_context(default_arranged_by=self.third.id, default_with_authority=True)
        with self.assertRaises(AccessError):
            forged.with_user(self.absent).create(
                {"date_from": self.today, "date_to": self.today, "substitute_id": self.substitute.id}
            )

    def test_a_substitute_changes_no_authority_that_is_or_will_be_lent(self):
        self.granted.with_user(self.both).amount = 60_000
        self.lend(substitute=self.both, first=3, last=5)
        with self.assertRaises(AccessError):
            self.granted.with_user(self.both).amount = 90_000

    # === DAYS === #

    def test_nothing_is_entered_or_moved_into_the_past(self):
        with self.assertRaisesRegex(UserError, "from today on"), self.env.cr.savepoint():
            self.lend(first=-1)
        absence = self.lend()
        with self.assertRaisesRegex(UserError, "from today on"), self.env.cr.savepoint():
            absence.date_from = self.today - timedelta(days=3)
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=7)),
            self.assertRaisesRegex(UserError, "stays on record"),
        ):
            absence.date_to = self.today + timedelta(days=9)
        with self.assertRaisesRegex(UserError, "stays on record"):
            absence.unlink()

    def test_days_and_people_make_sense(self):
        self.enter()
        for vals in (
            {"first": 3, "last": 9},
            {"user": self.third, "substitute_id": self.third.id},
            {"user": self.third, "substitute_id": self.salesperson.id},
            {"user": self.third, "with_authority": True},
            {"user": self.third, "last": 400},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self.enter(**vals)

    def test_who_is_back_ends_it(self):
        limit = self._propose_limit(self.account, 5000)
        absence = self.lend()
        with self.assertRaises(AccessError):
            absence.with_user(self.substitute).action_end()
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            absence.with_user(self.absent).action_end()
            self.assertEqual((absence.phase, absence.arranged_by), ("over", self.administrator))
            self.assertFalse(self.may(self.substitute, limit))

    def test_what_is_archived_lends_nothing_whoever_asks_first(self):
        """The absences of a day are kept in mind: a client that looks at archived ones, too, changes nothing."""
        limit = self._propose_limit(self.account, 5000)
        self.lend().with_user(self.absent).action_end()
        self.env.registry.clear_all_caches()
        asking = limit.with_user(self.substitute).with_context(active_test=False)
        self.assertFalse(asking.can_decide)
        with self.assertRaises(AccessError):
            asking.action_approve()
        self.assertFalse(self.may(self.substitute, limit))

    # === WHO ENTERS, WHO READS === #

    def test_roles(self):
        for user in (self.analyst, self.manager):
            self.assertTrue(self.enter(user, by=user, first=20, last=21))
            with self.assertRaises(AccessError):
                self.enter(self.third, by=user)
        for user in (self.salesperson, self._create_user("nobody", "base.group_user")):
            with self.assertRaises(AccessError):
                self.env["credit.absence"].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.enter(user, by=user)

    # === ROUTING === #

    def test_to_dos_go_to_who_is_there(self):
        self._grant_authority(self.third, 60_000)
        limit = self._propose_limit(self.account, 5000).with_user(self.substitute)
        self.assertEqual(limit.pass_to_name, self.absent.name)
        self.account.sudo().controller_id = self.absent
        self.enter()
        self.env.invalidate_all()
        self.assertEqual(limit.pass_to_name, self.third.name, "skipped, controller or not")
        self.assertNotIn(self.absent.name, limit.obstacle_text or "")
        limit.action_pass_on()
        to_dos = self.account.activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(LIMIT_ACTIVITY))
        self.assertEqual(to_dos.user_id, self.third)
        self.enter(self.third)
        self.env.invalidate_all()
        self.assertEqual(limit.pass_to_name, self.absent.name, "better than nobody")

    def test_the_substitute_of_the_controller_is_asked(self):
        self._grant_authority(self.third, 60_000)
        fourth = self._create_user("manager_4", ANALYST)
        self._grant_authority(fourth, 70_000)
        self.account.sudo().controller_id = self.absent
        self.enter(substitute_id=fourth.id)
        limit = self._propose_limit(self.account, 5000).with_user(self.substitute)
        self.assertEqual(limit.pass_to_name, fourth.name)

    def test_authorities_say_who_is_absent(self):
        absence = self.lend()
        shown = self.granted.with_user(self.administrator)
        self.assertIn(self.substitute.name, shown.absence_text)
        action = shown.action_open_absences()
        self.assertEqual(self.env["credit.absence"].search(action["domain"]), absence)
