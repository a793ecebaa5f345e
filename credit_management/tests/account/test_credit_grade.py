from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditGrade(CreditCommon):
    """The scale as an administrator edits it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grades = {grade.code: grade for grade in cls.env["credit.grade"].search([])}

    def test_the_scale_we_ship(self):
        ends = {code: (grade.score_min, grade.score_max) for code, grade in self.grades.items()}
        self.assertEqual(
            ends,
            {"AAA": (90, 100), "AA": (80, 90), "A": (65, 80), "B": (50, 65), "C": (30, 50), "D": (0, 30)},
        )

    def test_grade_of_a_score(self):
        find = self.env["credit.grade"]._for_score
        for score, code in {0: "D", 64.99: "B", 65: "A", 90: "AAA", 100: "AAA"}.items():
            with self.subTest(score=score):
                self.assertEqual(find(score), self.grades[code])

    def test_one_edit_moves_both_sides_of_a_boundary(self):
        self.grades["A"].with_user(self.administrator).score_min = 60
        self.assertEqual(self.grades["B"].score_max, 60)

    def test_overlap_is_named(self):
        with self.assertRaisesRegex(ValidationError, r"A, B both begin at score 50"):
            self.grades["A"].score_min = 50

    def test_gap_is_named(self):
        with self.assertRaisesRegex(ValidationError, r"0 to below 5 .* D, begin at 0"):
            self.grades["D"].score_min = 5

    def test_beyond_the_scale(self):
        with self.assertRaisesRegex(ValidationError, r"AAA begins at score 101"):
            self.grades["AAA"].score_min = 101

    def test_lowest_grade_cannot_go(self):
        for title, remove in [("delete", lambda d: d.unlink()), ("archive", lambda d: d.action_archive())]:
            with self.subTest(title), self.assertRaisesRegex(ValidationError, "lowest grade, C"):
                remove(self.grades["D"])

    def test_an_archived_grade_leaves_its_scores_to_the_one_below(self):
        self.grades["A"].action_archive()
        self.assertEqual(self.grades["B"].score_max, 80)
        self.assertEqual(self.env["credit.grade"]._for_score(70), self.grades["B"])

    def test_several_at_once_are_checked_together(self):
        self.env["credit.grade"].create(
            [{"code": "E", "name": "E", "score_min": 10}, {"code": "F", "name": "F", "score_min": 20}]
        )
        self.assertEqual(self.env["credit.grade"]._for_score(15).code, "E")

    def test_terms_of_one_company_are_refused(self):
        term = self.env["account.payment.term"].create({"name": "Ours", "company_id": self.company.id})
        with self.assertRaisesRegex(ValidationError, "shared by all companies"):
            self.grades["A"].payment_term_id = term

    def test_only_administrators_edit(self):
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.grades["A"].with_user(user).score_min = 60
