from odoo import Command, fields
from odoo.tests import tagged

from .request_common import RequestCommon


@tagged("post_install", "-at_install")
class TestLimitRequestAnew(RequestCommon):
    """More credit that was agreed to before the limit was lowered: whoever agreed looks at it again."""

    def _grant_base(self):
        """A limit of long ago."""
        limit = self._approve_limit(self.account, 4_000, approver=self.second_manager)
        moment = fields.Datetime.subtract(fields.Datetime.now(), days=300)
        limit._credit_by_method().write({"approved_on": moment, "valid_from": moment.date()})
        return limit

    def test_a_reduction_is_seen_before_the_condition_lets_it_hold(self):
        """A grant that waits for a condition, and the limit is lowered by somebody else meanwhile, in any way."""
        base = self._grant_base()
        batch = {"percent": -50, "reason": "Losses in this trade", "domain": str([("id", "=", self.account.id)])}

        def by_batch():
            batches = self.env["credit.limit.batch"].with_user(self.analyst).create(batch)
            batches.action_preview()
            batches.action_submit()
            batches.with_user(self.third_manager).action_approve()

        def by_limit():
            self._approve_limit(self.account, 3_000, approver=self.second_manager)

        def by_request():
            self._ask("lower", 1_000).with_user(self.third_manager).action_approve()

        def by_end():
            base.with_user(self.second_manager).action_end(self._day(0), "No news")

        for lower in (by_batch, by_limit, by_request, by_end):
            with self.subTest(lower.__name__), self.env.cr.savepoint() as savepoint:
                self._check_asked_anew(lower)
                savepoint.rollback()
            self.env.invalidate_all()

    def _check_asked_anew(self, lower):
        vals = {"kind": "guarantee", "text": "Bank guarantee"}
        request = self._ask(amount=10_000, condition_ids=[Command.create(vals)])
        request.with_user(self.manager).action_approve()
        self._decided_before(request)
        self.assertFalse(request.reduced_text)
        lower()
        self.env.invalidate_all()
        before = self.account.effective_limit
        self.assertIn("was lowered on", request.with_user(self.manager).reduced_text)
        request.condition_ids.with_user(self.analyst).action_meet()
        self.assertEqual((request.state, request.applied_on), ("submitted", False))
        self.assertEqual(self.account.effective_limit, before)
        self.assertIn("was lowered after", request.decision_reason)
        self.assertTrue(request.condition_ids.met_on)
        self.assertTrue(request.sudo().activity_ids)
        self.assertTrue(request.with_user(self.manager).can_decide)
        request.with_user(self.manager).action_approve()
        self.env.invalidate_all()
        self.assertEqual((request.phase, self.account.effective_limit), ("in_force", 10_000))

    def _decided_before(self, request):
        """As if it had been decided on a minute ago: moments are kept in whole seconds."""
        earlier = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        request.sudo()._credit_by_method().write({"decided_on": request.decided_on and earlier})
        request.sudo().vote_ids.write({"decided_on": earlier})

    def test_a_yes_of_before_a_reduction_counts_for_no_step(self):
        """Of two who decide the first one had said yes when the limit was lowered: it is asked again."""
        self._grant_base()
        self._rung(5_000, (2, []))
        request = self._ask(amount=10_000)
        request.with_user(self.manager).action_approve()
        self._decided_before(request)
        self.assertEqual(request.step_text, "1 of 2")
        self._approve_limit(self.account, 1_000, approver=self.second_manager)
        self.env.invalidate_all()
        self.assertEqual(request.step_text, "0 of 2")
        request.with_user(self.second_manager).action_approve()
        self.assertEqual(request.state, "submitted")
        request.with_user(self.manager).action_approve()
        self.assertEqual(request.state, "approved")
