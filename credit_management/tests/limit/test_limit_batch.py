from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .batch_common import BatchCommon

CRON = "credit_management.credit_limit_batch_cron"


@tagged("post_install", "-at_install")
class TestLimitBatch(BatchCommon):
    """Many limits changed at once: previewed, decided on by somebody else as it was seen, taken back."""

    # === LIFE === #

    def test_life(self):
        batch = self._batch(submit=True)
        self.assertEqual(
            (batch.state, batch.count, batch.amount_before, batch.amount_after), ("submitted", 3, 6e3, 6.6e3)
        )
        self.assertIn("3 customers", batch.verdict)
        self.assertEqual(self._limits(), [1000, 2000, 3000])
        opened = batch.with_user(self.manager)
        self.assertTrue(opened.can_decide)
        opened.action_approve()
        self.assertEqual(self._limits(), [1100, 2200, 3300])
        limits = batch.limit_ids
        self.assertEqual(set(limits.mapped("origin")), {"batch"})
        self.assertEqual((limits.author_id, limits.approver_id), (self.analyst, self.manager))
        self.assertEqual(self.partner.credit_limit, 1000)
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((self.partner.credit_limit, batch.progress), (1100, 100))
        self.assertIn(batch.name, self.account.message_ids[0].body)
        action = batch.with_user(self.manager).action_undo()
        counter = self.env["credit.limit.batch"].browse(action["res_id"])
        self.assertEqual((counter.state, counter.amount_after), ("previewed", 6e3))
        counter.with_user(self.manager).action_submit()
        with self.assertRaisesRegex(AccessError, "had a hand"):
            counter.with_user(self.manager).action_approve()
        counter.with_user(self.second_manager).action_approve()
        self.assertEqual(self._limits(), [1000, 2000, 3000])
        with self.assertRaisesRegex(UserError, "is taken back by"):
            batch.with_user(self.analyst).action_undo()

    def test_line_by_line(self):
        batch = self._batch(submit=True)
        line = self._line(batch, 1).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Say why"):
            line.action_refuse(" ")
        line.action_refuse("Too late")
        self.assertEqual((batch.count, batch.count_refused, batch.amount_after), (2, 1, 4400))
        batch.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), [1100, 2000, 3300])
        later = self._propose_limit(self.accounts[1], 2200)
        self.assertIn("Too late", later.refused_before_text)
        later.action_refuse()
        again = self._batch(submit=True)
        self._grant_authority(self.third_manager, 90_000)
        with self.assertRaisesRegex(AccessError, "refused a limit of 1 of the customers .Buyer 1"):
            again.with_user(self.third_manager).action_approve()
        again.with_user(self.manager).action_approve()

    def test_refused_and_proposed_anew(self):
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_refuse("Not now")
        self.assertEqual((batch.state, batch.decision_reason), ("refused", "Not now"))
        action = batch.with_user(self.second_analyst).action_preview()
        again = batch.browse(action["res_id"])
        self.assertEqual(
            (again.state, again.count, again.hand_ids), ("previewed", 3, self.analyst | self.second_analyst)
        )
        again.with_user(self.second_analyst).action_submit()
        with self.assertRaisesRegex(AccessError, "refused a limit of 3 of the customers"):
            again.with_user(self.third_manager).action_approve()
        again.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), [1100, 2200, 3300])

    # === FORMULAS === #

    def test_formulas(self):
        grade = self.env["credit.grade"].search([], limit=1)
        self.accounts[:2].sudo().write({"grade_id": grade.id})
        rows = [(0, 0, {"grade_id": grade.id, "percent": -50})]
        last = self._day(30)
        for number, account in enumerate(self.accounts, 1):
            self._approve_limit(account, number * 1000, approver=self.second_manager, valid_to=self._day(3))
        for values, expected in (
            ({"formula": "amount", "amount": -500, "percent": 0}, [500, 1500, 2500]),
            ({"formula": "grades", "grade_line_ids": rows, "percent": 0}, [500, 1000]),
            ({"percent": 50, "most": 2500, "step": 1000}, [2500]),
            ({"formula": "expiry", "valid_to": last, "percent": 0}, [1000, 2000, 3000]),
        ):
            with self.subTest(values=values):
                batch = self._batch(**{"step": 0, **values})
                lines = batch.line_ids.filtered(lambda line: not line.left_out).sorted("account_id")
                self.assertEqual(lines.mapped("after"), expected)
                if values.get("formula") == "expiry":
                    self.assertEqual(lines.mapped("new_valid_to"), [last] * 3)

    def test_texts_follow_what_is_typed(self):
        """Read, changed and read again: the figures of the formula are part of what was shown."""
        batch = self._batch(preview=False, formula="peak", factor=120, months=6, percent=0)
        self.assertIn("120 % of the most owed in 6 months", batch.formula_text)
        batch.write({"factor": 90, "months": 3})
        self.assertIn("90 % of the most owed in 3 months", batch.formula_text)
        batch.write({"risk_class": "low", "domain": "[]"})
        self.assertEqual(batch.filter_text, "Risk Class: Low")

    def test_who_would_be_over(self):
        self._owe(0, 950)
        batch = self._batch(percent=-10)
        self.assertEqual((batch.count_over, batch.amount_over), (1, 50))
        self.assertIn("1 would be over by", batch.verdict_more)
        self.assertEqual(self._line(batch, 0).over, 50)

    def test_filters(self):
        self.accounts[1].partner_id.country_id = self.env.ref("base.cn")
        self._set_status(2, "watch")
        self._owe(0, 300)
        for values, expected in (
            ({"country_id": self.env.ref("base.cn").id}, [1]),
            ({"salesperson_id": self.salesperson.id}, [0]),
            ({"domain": str([("status", "=", "watch"), ("id", "in", self.accounts.ids)])}, [2]),
            ({"only_unused": True}, [1, 2]),
            ({}, [0, 1, 2]),
        ):
            with self.subTest(values=values):
                found = self._batch(**values).line_ids.account_id
                self.assertEqual(found, self.accounts.browse(self.accounts[number].id for number in expected))
        for domain in ("[('nothing', '=', 1)]", "__import__('os')", "[", "1" * 99999):
            with self.assertRaises(UserError):
                self._batch(domain=domain)

    # === WHAT STANDS BEFORE === #

    def test_left_out(self):
        self._propose_limit(self.accounts[0], 5000)
        self._set_status(1, "closed")
        self._set_status(2, "stop")
        batch = self._batch(preview=False)
        with self.assertRaisesRegex(UserError, "No customer is left"):
            batch.action_preview()
        self._set_status(1, "active")
        batch.action_preview()
        self.assertEqual([self._line(batch, number).left_out for number in range(3)], ["pending", False, "stopped"])

    def test_changed_since(self):
        for change in (
            lambda: self._approve_limit(self.accounts[1], 9000, approver=self.second_manager),
            lambda: self._propose_limit(self.accounts[1], 9000),
            lambda: self._set_status(1, "closed"),
        ):
            with self.subTest(), self.env.cr.savepoint() as savepoint:
                batch = self._batch(submit=True)
                change()
                with self.assertRaisesRegex(UserError, "1 of the 3 customers have changed since the preview .Buyer 1"):
                    batch.with_user(self.manager).action_approve()
                self.env.invalidate_all()
                self.assertEqual((batch.state, self.account.effective_limit), ("submitted", 1000))
                savepoint.rollback()

    # === WHO === #

    def test_authority_for_the_largest_and_over_the_window(self):
        self._grant_authority(self.third_manager, 250)
        batch = self._batch(submit=True)
        with self.assertRaisesRegex(AccessError, "raises single limits by up to .*300.00"):
            batch.with_user(self.third_manager).action_approve()
        self._line(batch, 2).with_user(self.third_manager).action_refuse("Beyond me")
        batch.with_user(self.third_manager).action_approve()
        second = self._batch(submit=True, domain=str([("id", "in", self.accounts[:2].ids)]))
        with self.assertRaisesRegex(AccessError, "raises single limits by up to .*400.00"):
            second.with_user(self.third_manager).action_approve()

    def test_steps_for_all_together(self):
        self._rung(500, (1, []), (1, self.second_manager.ids))
        batch = self._batch(submit=True)
        self.assertEqual(batch.step_text, "0 of 2")
        batch.with_user(self.manager).action_approve()
        self.assertEqual((batch.state, self._limits()), ("submitted", [1000, 2000, 3000]))
        with self.assertRaisesRegex(AccessError, "has decided on a step"):
            batch.with_user(self.manager).action_approve()
        self.env["credit.authority"].sudo().search([("user_id", "=", self.manager.id)]).active = False
        batch.with_user(self.second_manager).action_approve()
        self.assertEqual((batch.state, batch.step_text), ("submitted", "1 of 2"))  # who lost the authority said nothing

    def test_nobody_decides_on_own_customers(self):
        batch = self._batch(submit=True)
        self.accounts[1].partner_id.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sells to, or asked for, 1 of the customers .Buyer 1"):
            batch.with_user(self.manager).action_approve()
        self._line(batch, 1).with_user(self.manager).action_refuse("Mine")
        batch.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), [1100, 2000, 3300])

    def test_nobody_keeps_the_limit_of_an_own_customer_high(self):
        batch = self._batch(submit=True, percent=-10)
        self.accounts[1].partner_id.user_id = self.manager
        for decide in (batch.with_user(self.manager), self._line(batch, 1).with_user(self.manager)):
            with self.assertRaisesRegex(AccessError, "whose limit becomes less .Buyer 1"):
                decide.action_refuse("Mine")
        self._line(batch, 0).with_user(self.manager).action_refuse("Pays well")
        batch.with_user(self.second_manager).action_approve()
        self.assertEqual(self._limits(), [1000, 1800, 2700])

    def test_what_a_batch_wanted_is_nobodys_to_approve_alone(self):
        self._batch(submit=True, author=self.manager)
        limit = self._propose_limit(self.accounts[1], 2200)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            limit.with_user(self.manager).action_approve()

    # === ATTACKS === #

    def test_clients_write_nothing_but_drafts(self):
        batch = self._batch(submit=True)
        line = self._line(batch, 0)
        for user in (self.analyst, self.manager, self.administrator, self.salesperson):
            for attack in (
                lambda one: one[0].write({"state": "approved"}),
                lambda one: one[0].write({"token": "x"}),
                lambda one: one[0].write({"needs": {"rises": [], "total": 0}}),
                lambda one: one[0].write({"percent": 99}),
                lambda one: one[0].write({"reason": "Other"}),
                lambda one: one[0].write({"line_ids": [(1, one[1].id, {"after": 1e6})]}),
                lambda one: one[0].write(
                    {"vote_ids": [(0, 0, {"step": 1, "user_id": 1, "seat_id": 1, "agrees": True})]}
                ),
                lambda one: one[0].write({"hand_ids": [(5,)]}),
                lambda one: one[1].write({"after": 1e6}),
                lambda one: one[1].unlink(),
                lambda one: one[0].unlink(),
                lambda one: one[1].create({"batch_id": one[0].id, "account_id": self.account.id, "after": 1e6}),
                lambda one: one[0].vote_ids.create({"batch_id": one[0].id, "step": 1}),
                lambda one: one[0].grade_line_ids.create({"batch_id": one[0].id, "grade_id": 1, "percent": 9}),
                lambda one: one[0].with_context(credit_by_method=True).write({"state": "approved"}),
                lambda one: one[0].create({"state": "approved", "percent": 1}),
                lambda one: one[0].with_context(default_state="approved").create({"percent": 1}),
                lambda one: one[0].create({"counter_of_id": one[0].id, "formula": "undo"}),
                lambda one: one[0].create({"formula": "undo"}),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    attack((batch.with_user(user), line.with_user(user)))
        self.env.invalidate_all()
        self.assertEqual((batch.state, line.after, self._limits()), ("submitted", 1100, [1000, 2000, 3000]))

    def test_who_decides(self):
        batch = self._batch(submit=True)
        for user in (self.analyst, self.administrator, self.salesperson):
            for method, arguments in (("action_approve", ()), ("action_refuse", ("No",))):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    getattr(batch.with_user(user), method)(*arguments)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._line(batch, 0).with_user(user).action_refuse("No")
        batch.with_user(self.manager).action_approve()
        for method, arguments in (("action_approve", ()), ("action_refuse", ("No",)), ("action_submit", ())):
            with self.assertRaisesRegex(UserError, "is approved"):
                getattr(batch.with_user(self.second_manager), method)(*arguments)
        with self.assertRaisesRegex(UserError, "is in force already"):
            batch.with_user(self.analyst).action_preview()

    def test_a_draft_that_changes_drops_its_preview(self):
        grade = self.env["credit.grade"].search([], limit=1)
        for change in (
            lambda one: one.write({"percent": 90}),
            lambda one: one.write({"domain": "[]"}),
            lambda one: one.write({"grade_line_ids": [(0, 0, {"grade_id": grade.id, "percent": 5})]}),
            lambda one: one.grade_line_ids.create({"batch_id": one.id, "grade_id": grade.id, "percent": 5}),
        ):
            batch = self._batch()
            change(batch)
            self.assertEqual((batch.state, batch.count, len(batch.line_ids)), ("draft", 0, 0))
            with self.assertRaisesRegex(UserError, "is draft"):
                batch.action_submit()

    def test_preview_again_asks_anew(self):
        self._rung(500, (1, []), (1, []))
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        batch.with_user(self.second_analyst).action_preview()
        batch.with_user(self.second_analyst).action_submit()
        self.assertEqual(batch.step_text, "0 of 2")
        self.assertEqual(batch.hand_ids, self.analyst | self.second_analyst)
