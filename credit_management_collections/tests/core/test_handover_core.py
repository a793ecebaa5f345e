from unittest import TestCase

from ...core.handover import MORE_OPEN, NO_ITEMS, NOTHING_OPEN, WITH_ANOTHER, Claim, Course, obstacles


class TestHandover(TestCase):
    def test_nothing_chosen(self):
        self.assertEqual(obstacles([]), {NO_ITEMS: []})
        self.assertEqual(obstacles([], is_approval=True), {NO_ITEMS: []})

    def test_what_is_paid_is_taken_out_before_it_is_proposed(self):
        claims = [Claim(1, 100, 100), Claim(2, 100, 0), Claim(3, 100, 0.01)]
        self.assertEqual(obstacles(claims), {NOTHING_OPEN: [2]})

    def test_less_is_handed_over_as_it_is_by_now(self):
        self.assertEqual(obstacles([Claim(1, 100, 60), Claim(2, 100, 0)], is_approval=True), {})
        self.assertEqual(obstacles([Claim(1, 100, 0), Claim(2, 5, 0)], is_approval=True), {NOTHING_OPEN: [1, 2]})

    def test_more_has_been_seen_by_nobody(self):
        claims = [Claim(1, 100, 100.005), Claim(2, 100, 100.006), Claim(3, 100, 100.4, 1.0)]
        self.assertEqual(obstacles(claims, is_approval=True), {MORE_OPEN: [2]})
        self.assertEqual(obstacles(claims), {}, "proposing takes what is open")

    def test_with_somebody_already(self):
        self.assertEqual(obstacles([Claim(1, 5, 5), Claim(2, 5, 5)], [3, 2]), {WITH_ANOTHER: [2]})
        self.assertEqual(obstacles([Claim(2, 5, 5)], [2], is_approval=True), {WITH_ANOTHER: [2]})

    def test_share_is_of_what_credit_notes_leave(self):
        self.assertEqual(Course(1000, 250, 0).share, 0.25)
        self.assertEqual(Course(1000, 250, 500).share, 0.5)
        self.assertEqual(Course(1000, 0, 1000).share, 0.0, "nothing was left to recover")
        self.assertEqual(Course(1000, 1001).share, 1.0)
        self.assertEqual(Course(1000, -5).share, 0.0)
        self.assertEqual(Course(0, 0).share, 0.0)

    def test_it_is_over_when_nothing_is_left(self):
        self.assertFalse(Course(1000, 999.99).is_over)
        self.assertTrue(Course(1000, 999.995).is_over)
        self.assertTrue(Course(1000, 400, 600).is_over)
        self.assertTrue(Course(1000, 1200).is_over)
        self.assertFalse(Course(0, 0).is_over, "nothing was handed over")
        self.assertTrue(Course(1000, 999.5, 0, 1.0).is_over)
