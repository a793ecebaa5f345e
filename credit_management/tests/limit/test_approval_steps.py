from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .request_common import RequestCommon

# What somebody else promises to pay: one person with the authority confirms it, and it ends with the promise.
ONE_DECIDES = {"credit.cover", "credit.cover.decision"}


@tagged("post_install", "-at_install")
class TestApprovalSteps(RequestCommon):
    """Steps bind every way by which a limit rises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._rung(5_000, (1, []), (1, []))

    def test_a_limit(self):
        small, large = self._propose_limit(self.account, 5_000), self._propose_limit(self.account, 6_000)
        with self.assertRaisesRegex(AccessError, "takes 2 decisions"):
            large.with_user(self.manager).action_approve()
        opened = large.with_user(self.manager)
        self.assertFalse(opened.can_decide)
        self.assertIn("takes 2 decisions", opened.obstacle_text)
        self.assertTrue(opened.takes_steps)
        small.with_user(self.manager).action_approve()
        action = large.with_user(self.analyst).action_submit_request()
        request = self.env["credit.limit.request"].browse(action["res_id"])
        self.assertEqual((request.state, request.amount, large.state), ("submitted", 6_000, "draft"))
        self.assertIn(self.analyst, request.hand_ids)

    def test_an_end_that_raises(self):
        self.env["credit.approval.rung"].sudo().search([]).active = False
        self._approve_limit(self.account, 50_000, approver=self.second_manager)
        lower = self._approve_limit(self.account, 100, approver=self.second_manager, valid_from=self._day(5))
        self.env["credit.approval.rung"].sudo().search([("active", "=", False)]).active = True
        with self.assertRaisesRegex(AccessError, "takes 2 decisions"):
            lower.with_user(self.manager).action_end(self._day(-1), "Again")

    def test_what_a_group_shares(self):
        group = self.env["credit.group"].with_user(self.analyst).create({"name": "G", "lead_id": self.account.id})
        vals = {"group_id": group.id, "amount": 6_000, "reason": "Together"}
        shared = self.env["credit.group.limit"].with_user(self.analyst).create(vals).with_user(self.manager)
        self.assertFalse(shared.can_decide)
        with self.assertRaisesRegex(AccessError, "which takes 2 decisions"):
            shared.action_approve()

    def test_every_document_that_raises_is_stepped(self):
        """By machine: what one person decides on by an authority to raise asks how many it takes."""
        for name, model in self.env.registry.items():
            if not model._abstract and issubclass(model, self.env.registry["credit.alone"]):
                raises = self.env[name]._decision == ("amount", "unlimited") and name not in ONE_DECIDES
                self.assertEqual(raises, issubclass(model, self.env.registry["credit.stepped"]), name)

    def test_one_of_a_committee_is_not_anybody(self):
        """Where a company has steps of its own that do not apply yet, the committee of all companies is asked."""
        self._rung(1_000, (1, self.second_manager.ids))
        self._rung(100_000, (1, []), (1, []), company_id=self.company.id)
        [step] = self.env["credit.approval.rung"]._get_steps(self.account, 2_000)
        self.assertEqual(step.members, frozenset(self.second_manager.ids))
        limit = self._propose_limit(self.account, 2_000)
        with self.assertRaisesRegex(AccessError, "submit it as a limit request"):
            limit.with_user(self.manager).action_approve()

    def test_of_several_the_strictest_company_or_class(self):
        rungs = self.env["credit.approval.rung"]
        self._rung(1_000, (3, []), company_id=self.company.id)
        self._rung(100_000, (1, []), company_id=self.company.id)
        count = {
            amount: sum(step.needed for step in rungs._get_steps(self.account, amount))
            for amount in (500, 2_000, 200_000)
        }
        self.assertEqual(count, {500: 1, 2_000: 3, 200_000: 2})

    def test_nobody_changes_the_steps_that_bind_them(self):
        rung = self.env["credit.approval.rung"].search([], limit=1)
        rung.with_user(self.administrator).above = 6_000
        self._grant_authority(self.administrator, 10)
        for change in (
            lambda: rung.with_user(self.administrator).write({"above": 1e6}),
            lambda: rung.with_user(self.administrator).step_ids[:1].write({"needed": 1}),
            lambda: rung.with_user(self.administrator).step_ids[:1].unlink(),
            lambda: rung.with_user(self.manager).write({"above": 1e6}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_a_member_who_was_archived(self):
        """Nobody takes the seat, and nothing fails: it says whom to ask for another member."""
        self._rung(6_000, (2, (self.manager | self.third_manager).ids), (1, []))
        self.third_manager.active = False
        with self.assertRaisesRegex(UserError, "Nobody is left who may decide on step 1"):
            self._ask(amount=20_000)

    def test_a_step_that_is_changed_is_on_record(self):
        rung = self.env["credit.approval.rung"].search([], limit=1)
        rung.with_user(self.administrator).step_ids[:1].needed = 2
        self.assertIn("1 of all", rung.message_ids[0].body)
