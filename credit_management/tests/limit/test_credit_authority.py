from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon

SILENT = {"tracking_disable": True, "mail_notrack": True, "mail_create_nolog": True}


class AuthorityCommon(CreditCommon):
    """One manager for customers of low risk only, one for all of them up to 1,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        cls.account = cls._create_account()
        cls.third_manager = cls._create_user("manager_3", "credit_management.credit_management_group_manager")
        grades = cls.env["credit.grade"].search([])
        cls.best = grades.filtered(lambda grade: grade.risk_class == "low")[0]
        cls.middle = grades.filtered(lambda grade: grade.risk_class == "medium")[0]
        cls.bad = grades.filtered(lambda grade: grade.risk_class == "high")[0]
        cls._grant_authority(cls.second_manager, unlimited=True).risk_class = "low"
        cls._grant_authority(cls.manager, 1000)

    def _try(self, user, amount, **vals):
        """Whether a person may approve so much, by the button and by the lists that offer it."""
        with self.env.cr.savepoint(flush=False) as savepoint:
            limit = self._propose_limit(self.account, amount, **vals).with_user(user)
            offered = limit.can_decide
            self.assertEqual(offered, bool(limit.search([("can_decide", "=", True), ("id", "=", limit.id)])))
            try:
                limit.action_approve()
                allowed = True
            except AccessError:
                allowed = False
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(offered, allowed, "the list offers what the button does")
        return allowed


@tagged("post_install", "-at_install")
class TestRiskClass(AuthorityCommon):
    """Authority is looked up by the worse of what stood, what was computed and what was chosen."""

    def _grade(self, user, grade):
        """Another manager proposes the grade and this one agrees; what is no easier one does alone."""
        if grade == self.account.grade_id:
            self.account.with_user(user).write({"grade_id": grade.id})
            self.env.invalidate_all()
            return
        values = {"account_id": self.account.id, "grade_id": grade.id, "reason": "Known for years"}
        change = self.env["credit.account.change"].with_user(self.third_manager).create(values)
        if change.state == "proposed":
            change.with_user(user).action_approve()
        self.env.invalidate_all()

    def test_a_grade_by_hand_lends_its_giver_nothing(self):
        self.assertFalse(self._try(self.second_manager, 500))
        self._grade(self.second_manager, self.best)
        self.assertFalse(self._try(self.second_manager, 500))
        self.assertIsNone(self.env["credit.authority"]._release_authority(self.second_manager, self.account))

    def test_nor_does_it_by_way_of_another_grade_or_of_none(self):
        for ways in ([self.middle, self.best], [self.best, self.env["credit.grade"], self.best]):
            for grade in ways:
                self._grade(self.second_manager, grade)
            self.assertFalse(self._try(self.second_manager, 500))

    def test_nor_when_the_account_is_opened_with_it(self):
        partner = self._create_customer("Other")
        values = {"partner_id": partner.id, "grade_id": self.best.id}
        with self.assertRaises(AccessError):
            self.env["credit.account"].with_user(self.second_manager).create(values)

    def test_it_lends_what_its_giver_could_have_decided(self):
        """A manager with 1,000 over every customer calls this one good: that is worth 1,000 to the other."""
        self._grade(self.manager, self.best)
        self.assertEqual((self.account.authority_class, self.account.graded_by), ("none", self.manager))
        self.assertTrue(self._try(self.second_manager, 1000))
        self.assertFalse(self._try(self.second_manager, 1000.01))
        self._grade(self.second_manager, self.best)
        self.assertFalse(self._try(self.second_manager, 1))

    def test_a_worse_grade_counts_at_once(self):
        self.account.grade_id = self.best
        self.assertTrue(self._try(self.second_manager, 500))
        self._grade(self.manager, self.bad)
        self.assertFalse(self._try(self.second_manager, 500))
        self._grade(self.second_manager, self.best)
        self.assertFalse(self._try(self.second_manager, 500))
        self.assertEqual((self.account.authority_class, self.account.graded_by), ("high", self.second_manager))

    def test_nobody_writes_what_authority_is_looked_up_by(self):
        for user in (
            self.analyst,
            self.manager,
            self.second_manager,
            self.administrator,
            self.env.ref("base.user_admin"),
        ):
            for vals in ({"authority_class": "low"}, {"graded_by": self.manager.id}, {"authority_class": False}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    self.account.with_user(user).write(vals)
        partner = self._create_customer("Other")
        for context in ({"default_authority_class": "low"}, {"default_graded_by": self.manager.id}):
            with self.subTest(context), self.assertRaises(AccessError):
                self.env["credit.account"].with_user(self.manager).with_context(**context).create(
                    {"partner_id": partner.id}
                )

    def test_a_customer_becomes_no_better_by_merging(self):
        for own, other in ((self.best, self.bad), (self.bad, self.best)):
            with self.subTest(own=own.code), self.env.cr.savepoint(flush=False) as savepoint:
                self.account = self._create_account(self._create_customer("One"), grade_id=own.id)
                self.account._absorb(self._create_account(self._create_customer("Two"), grade_id=other.id))
                self.assertFalse(self._try(self.second_manager, 500))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_grade_redefined_lends_nothing_to_customers_graded_before(self):
        self.account.grade_id = self.bad
        self.bad.with_user(self.administrator).risk_class = "low"
        self.env.invalidate_all()
        self.assertFalse(self._try(self.second_manager, 500))
        self.best.with_user(self.administrator).risk_class = "high"
        self.account.grade_id = self.best
        self.assertFalse(self._try(self.second_manager, 500))

    def test_who_redefines_grades_or_industries_needs_authority_for_every_class(self):
        self.account.grade_id = self.best
        self.assertTrue(self._try(self.second_manager, 500))
        self.second_manager.company_ids = self.administrator.company_ids
        self.second_manager.group_ids = [
            Command.link(self.env.ref("credit_management.credit_management_group_administrator").id)
        ]
        industry = self.env["credit.industry.risk"].search([], limit=1)
        for record, vals in ((self.middle, {"limit_factor": 2}), (industry, {"points": 99})):
            for context in ({}, SILENT):
                with self.subTest(record=record), self.env.cr.savepoint(flush=False) as savepoint:
                    record.with_user(self.second_manager).with_context(**context).write(vals)
                    self.env.cr.flush()
                    self.assertFalse(self._try(self.second_manager, 500))
                    with freeze_time(fields.Datetime.now() + timedelta(days=31)):
                        self.assertTrue(self._try(self.second_manager, 500))
                    savepoint.rollback()
                    self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestSteps(CreditCommon):
    """An authority of 100 for increases of 100 in the window, whatever day they are for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        cls.account = cls._create_account()
        cls._grant_authority(cls.second_manager, 100)

    def _stood(self, **vals):
        limit = self._approve_limit(self.account, **vals)
        long_ago = fields.Datetime.now() - timedelta(days=99)
        limit._credit_by_method().write({"approved_on": long_ago})
        return limit

    def test_on_days_to_come(self):
        limit = self._stood(amount=1000, valid_to=self._day(3))
        limit._credit_by_method().write({"valid_from": self._day(-99)})
        steps = [
            self._propose_limit(self.account, 100, kind="temporary", valid_from=self._day(4)).with_user(
                self.second_manager
            )
            for _each in range(2)
        ]
        steps[0].action_approve()
        self.assertFalse(steps[1].can_decide)
        with self.assertRaisesRegex(AccessError, r"by .*200\.00"):
            steps[1].action_approve()

    def test_an_increase_asked_for_from_an_earlier_day(self):
        """It begins today when it is approved, behind the limit in force, and is measured so."""
        self._approve_limit(self.account, 1000)
        early = self._propose_limit(self.account, 1_000_000, valid_from=self._day(-90)).with_user(self.second_manager)
        self.assertFalse(early.can_decide)
        with self.assertRaisesRegex(AccessError, "Ask a person with more authority"):
            early.action_approve()

    def test_reductions_ended_one_by_one(self):
        self._stood(amount=1000)._credit_by_method().write({"valid_from": self._day(-99)})
        first, second = (self._stood(amount=900 - 100 * day, valid_from=self._day(3 + day)) for day in range(2))
        second.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self.assertFalse(second.counts)
        with self.assertRaisesRegex(AccessError, r"by .*200\.00"):
            first.with_user(self.second_manager).action_end(self._day(-1), "Better news")

    def test_a_reduction_that_has_begun_gives_nothing_back(self):
        self._stood(amount=1000)
        reduction = self._stood(amount=500)
        reduction.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self.assertEqual(self.account.effective_limit, 0)
        with self.assertRaises(AccessError):
            self._propose_limit(self.account, 500).with_user(self.second_manager).action_approve()


@tagged("post_install", "-at_install")
class TestOwnAuthority(AuthorityCommon):
    """Who decides by an authority does not set it, and whoever sets one is on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls._create_user(
            "both",
            "credit_management.credit_management_group_manager,"
            "credit_management.credit_management_group_administrator,base.group_system",
        )
        cls.authorities = cls.env["credit.authority"].with_user(cls.both)

    def test_nobody_grants_or_changes_an_own_one(self):
        own = self._grant_authority(self.both, 10)
        role = self.env["credit.authority"].create({"role": "manager", "amount": 10})
        other = self._grant_authority(self.manager, 10)
        tries = {
            "create": lambda: self.authorities.create({"user_id": self.both.id, "amount": 1e6}),
            "by role": lambda: self.authorities.create({"role": "analyst", "amount": 1e6}),
            "raise": lambda: own.with_user(self.both).write({"amount": 1e6}),
            "raise the role": lambda: role.with_user(self.both).write({"release_unlimited": True}),
            "take over": lambda: other.with_user(self.both).write({"user_id": self.both.id}),
            "archive": lambda: own.with_user(self.both).write({"active": False}),
            "delete": lambda: own.with_user(self.both).unlink(),
            "shorten the window": lambda: self.company.with_user(self.both).write({"credit_authority_window": 0}),
        }
        for name, call in tries.items():
            with self.subTest(name), self.assertRaises(UserError), self.env.cr.savepoint():
                call()
        self.company.with_user(self.both).write({"credit_authority_window": 60})

    def test_every_change_is_logged(self):
        authority = (
            self.env["credit.authority"]
            .with_user(self.administrator)
            .with_context(**SILENT)
            .create({"user_id": self.analyst.id, "amount": 10})
        )
        self.env.cr.flush()
        authority.write({"amount": 9000, "risk_class": "low"})
        self.env.cr.flush()
        first, change = authority.message_ids.sorted("id")
        self.assertIn("10.00", first.body)
        values = {
            value.field_id.name: value.new_value_float or value.new_value_char
            for value in change.sudo().tracking_value_ids
        }
        self.assertEqual(values, {"amount": 9000, "risk_class": "Low"})
        self.assertEqual(change.author_id, self.administrator.partner_id)
        with self.assertRaisesRegex(UserError, "Archive it"):
            authority.unlink()

    def test_every_figure_is_tracked(self):
        for model in ("credit.authority", "credit.grade", "credit.industry.risk"):
            for field in self.env[model]._fields.values():
                bookkeeping = field.name in ("sequence", "color") or field.name in self.env["mail.thread"]._fields
                if field.store and not bookkeeping and not field.compute and field.name not in (
                    "id", "create_uid", "create_date", "write_uid", "write_date",
                ):  # fmt: skip
                    with self.subTest(model=model, field=field.name):
                        self.assertTrue(field.translate or getattr(field, "tracking", None))

    def test_archived_grants_nothing(self):
        authority = self._grant_authority(self.analyst, 500)
        found = self.env["credit.authority"].with_context(active_test=False)
        self.assertEqual(found._over_account(self.analyst, self.account).amount, 500)
        authority.with_user(self.administrator).active = False
        self.assertIsNone(found._over_account(self.analyst, self.account))

    def test_no_log_is_silenced(self):
        """Whatever context a client sends, a change of an account is told."""
        self.account.with_user(self.manager).with_context(**SILENT).write({"late_interest_rate": 7})
        self.env.cr.flush()
        self.assertIn("late_interest_rate", self.account.message_ids.sudo().tracking_value_ids.field_id.mapped("name"))
