from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .test_credit_behaviour import BehaviourCommon

BINS = [
    Command.create({"points": 100, "below": True}),
    Command.create({"points": 0, "lower": 1}),
]


@tagged("post_install", "-at_install")
class TestEvidence(BehaviourCommon):
    """Behaviour knows where its items come from, and an assessment remembers on what it rests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls.person("analyst", "credit_management.credit_management_group_analyst")
        cls.manager = cls.person("manager", "credit_management.credit_management_group_manager")
        authorities = cls.env["credit.authority"].sudo()  # of all companies
        authorities.search([]).unlink()
        authorities.create({"user_id": cls.manager.id, "unlimited": True})
        cls.env["credit.alert.rule"].sudo().search([("kind", "!=", "evidence_gone")]).active = False
        for card in cls.env["credit.scorecard"].sudo().search([("state", "=", "published")]):
            card._credit_by_method().ended_on = card.valid_from.replace(year=card.valid_from.year - 1)
        vals = {"characteristic": "days_beyond_terms", "name": "Pays", "weight": 100, "bin_ids": BINS}
        card = (
            cls.env["credit.scorecard"]
            .sudo()
            .create({"name": "Card", "coverage_min": 50, "criterion_ids": [Command.create(vals)]})
        )
        card._set_published()

    @classmethod
    def person(cls, name, group):
        user = new_test_user(cls.env, f"evidence_{name}", f"{group},base.group_user")
        user.company_ids = user.company_id = cls.company
        return user

    def assess(self):
        return self.account().with_user(self.analyst)._assess()

    def approve(self):
        assessment = self.assess()
        assessment.write({"limit_amount": 500, "difference_reason": "Known"})
        assessment.action_submit()
        assessment.with_user(self.manager).action_approve()
        return assessment

    def booked_in_time(self, moves):
        """As if they had been booked on their own days."""
        for move in moves:
            self.env.flush_all()
            self.env.cr.execute("UPDATE account_move_line SET create_date = invoice_date WHERE move_id = %s", [move.id])
        self.env.invalidate_all()

    def gone(self):
        account = self.account()
        return self.env["credit.monitoring"]._evidence_gone(account.sudo()).get(account.id)

    # === WHAT IS NO PAYMENT === #

    def entry(self, journal, amount):
        receivable, other = (
            self.company_data["default_account_receivable"],
            self.company_data["default_account_revenue"],
        )
        lines = [
            Command.create({"account_id": receivable.id, "partner_id": self.customer.id, "credit": amount}),
            Command.create({"account_id": other.id, "debit": amount}),
        ]
        entry = self.env["account.move"].create(
            {"move_type": "entry", "journal_id": journal.id, "date": self.day(-20), "line_ids": lines}
        )
        entry.action_post()
        return entry

    def test_an_entry_that_no_bank_has_seen(self):
        move = self.invoice(100, due=-10)
        self.match(move + self.entry(self.company_data["default_journal_misc"], 100))
        self.assertBehaves(paid_items=0, days_beyond_terms=None, purchases_12m=0)
        assessment = self.assess()
        self.assertIn("no bank or till has seen", assessment.evidence_text)

    def test_an_entry_of_the_bank(self):
        move = self.invoice(100, due=-10)
        self.match(move + self.entry(self.company_data["default_journal_bank"], 100))
        self.assertBehaves(paid_items=1, days_beyond_terms=-10)

    def test_given_back_on_the_same_day(self):
        moves = self.invoice(100, due=-10) + self.invoice(70, due=-10)
        self.pay(moves[0], payment_date=self.day(-12))
        self.pay(moves[1], payment_date=self.day(-11))
        back = self.env["account.payment"].create(
            {
                "payment_type": "outbound", "partner_type": "customer", "partner_id": self.customer.id,
                "amount": 100, "date": self.day(-12),
            }
        )  # fmt: skip
        back.action_post()
        self.assertBehaves(paid_items=1, days_beyond_terms=-1)
        back.action_draft()
        self.assertBehaves(paid_items=2)

    # === WHAT IS DOUBTFUL === #

    def test_booked_long_after_its_date(self):
        """Six invoices of months ago, booked today and paid in time: shown apart, with the score without them."""
        moves = self.env["account.move"].concat(*(self.invoice(100, due=-10 * number) for number in range(4, 10)))
        for move in moves:
            self.pay(move, payment_date=move.invoice_date_due)
        assessment = self.assess()
        self.assertEqual((assessment.evidence_count, assessment.evidence_doubtful), (6, 6))
        self.assertIn("6 of them", assessment.evidence_text)
        self.assertTrue(assessment.scored)
        self.assertFalse(assessment.has_firm_score)
        late = self.invoice(100, due=-20)
        self.booked_in_time(late)
        self.pay(late)
        assessment.action_refresh()
        self.assertEqual((assessment.evidence_count, assessment.evidence_doubtful), (7, 6))
        self.assertTrue(assessment.has_firm_score)
        self.assertEqual(assessment.firm_score, 0)

    def test_nothing_is_doubtful(self):
        move = self.invoice(100, due=-10)
        self.booked_in_time(move)
        self.pay(move)
        assessment = self.assess()
        self.assertEqual((assessment.evidence_count, assessment.evidence_doubtful), (1, 0))
        self.assertFalse(assessment.has_firm_score)

    def test_days_are_the_policy_s(self):
        move = self.invoice(100, due=-10)  # booked 40 days after its date
        self.pay(move)
        self.assertEqual(self.assess().evidence_doubtful, 1)
        self.env["credit.policy"]._get_in_force(self.company)._credit_by_method().backdated_days = 40
        assessment = self.assess()
        assessment.action_refresh()
        self.assertEqual(assessment.evidence_doubtful, 0)

    # === WHAT IS REMEMBERED === #

    def test_payments_cancelled_after_the_approval(self):
        moves = self.env["account.move"].concat(*(self.invoice(100, due=-10 * number) for number in range(1, 5)))
        for move in moves:
            self.pay(move)
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move_line SET create_date = create_date - interval '1 hour'")
        assessment = self.approve()
        self.assertEqual((assessment.evidence_amount, self.gone()), (400, 0))
        self.pay(self.invoice(300, due=-5))  # newer ones make up for nothing
        self.assertEqual(self.gone(), 0)
        moves[0].line_ids.remove_move_reconcile()
        self.assertEqual(self.gone(), 25)
        figures, _snapshots = self.env["credit.monitoring"]._collect(self.account(), {})
        raised = self.env["credit.alert"]._judge(figures)
        self.assertEqual(raised.kind, "evidence_gone")
        self.assertTrue(self.account().review_ids.filtered(lambda review: review.state == "open"))

    def test_invoices_cancelled_before_the_approval(self):
        moves = self.invoice(100, due=-10) + self.invoice(100, due=-20)
        for move in moves:
            self.pay(move)
        assessment = self.assess()
        assessment.write({"limit_amount": 500, "difference_reason": "Known"})
        assessment.action_submit()
        moves[0].button_draft()
        with self.assertRaisesRegex(UserError, "50 % are there no more"):
            assessment.with_user(self.manager).action_approve()

    def test_an_assessment_that_rests_on_none(self):
        self.account()
        assessment = self.assess()
        self.assertFalse(assessment.evidence_count)
        self.assertIsNone(self.env["credit.evidence"]._gone(assessment)[assessment])

    # === EXISTING === #

    def test_one_small_invoice_makes_no_existing_customer(self):
        account = self.account()
        self.invoice(1, due=-3 * 365)
        self.assertEqual(account._relationships(), {account: "new"})
        self.invoice(5000, due=0)  # of yesterday
        self.assertEqual(account._relationships(), {account: "new"})
        self.invoice(1500, due=-300)
        self.assertEqual(account._relationships(), {account: "existing"})
        policy = self.env["credit.policy"]._get_in_force(self.company)
        policy._credit_by_method().existing_turnover = 1501.01
        self.assertEqual(account._relationships(), {account: "new"})
        policy._credit_by_method().existing_turnover = 1501
        self.assertEqual(account._relationships(), {account: "existing"})
