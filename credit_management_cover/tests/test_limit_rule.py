from odoo.tests import tagged

from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCoverLimitRule(CoverCommon):
    """A base limit that rests on cover is proposed to fall with it. People decide."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["credit.limit.rule"].sudo().with_context(active_test=False)
        rules.search([]).active = False
        cls.rule = rules.create({"name": "Insured no more", "kind": "cover", "count": 7})

    def propose(self):
        self.env.flush_all()
        return self.env["credit.limit.rule"]._propose(self.account)

    def test_less_cover_is_less_limit(self):
        cover = self.insured(800, secures=False)
        self.assertFalse(self.propose(), "nothing has become less")
        self.decision(cover, "reduced", 500)
        request = self.propose()
        self.assertEqual((request.kind, request.amount, request.state), ("lower", 700, "submitted"))
        self.assertRegex(request.reason, "become .*500.00 from .*800.00, .*1,000.00 → .*700.00")
        self.assertEqual(self.limit(), 1000, "it decides nothing")

    def test_each_rule_looks_back_by_its_own_days(self):
        cover = self.confirmed(amount=300, secures=False)
        cover._credit_by_method().write({"last": self._day(-10)})  # days pass
        late = self.rule.copy({"name": "Insured no more, late", "count": 30, "sequence": self.rule.sequence + 1})
        self.assertEqual(self.propose().rule_id, late)

    def test_what_was_proposed_is_not_proposed_again(self):
        self.rule.rest = 0
        cover = self.insured(800, secures=False)
        self.decision(cover, "withdrawn")
        request = self.propose()
        request.with_user(self.manager).action_approve()
        self.assertEqual(self.limit(), 200)
        self.assertFalse(self.propose())

    def test_cover_that_raises_the_limit_takes_its_part_by_itself(self):
        cover = self.insured(800)
        self.assertEqual(self.limit(), 1800)
        self.decision(cover, "withdrawn")
        self.assertEqual(self.limit(), 1000)
        self.assertFalse(self.propose())

    def test_a_guarantee_that_ran_out(self):
        for ago, proposed in ((8, []), (7, [700])):
            with self.subTest(ago=ago):
                cover = self.confirmed(amount=300, secures=False)
                cover._credit_by_method().write({"last": self._day(-ago)})  # days pass
                self.assertEqual(self.propose().mapped("amount"), proposed)
