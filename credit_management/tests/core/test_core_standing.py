from dataclasses import replace

from ...core.exposure.terms import Terms
from ...core.limit.standing import STATUSES, Standing, easier
from .core_common import CoreCase

GRADES = ("A", "B", "C")
BEFORE = Standing("watch", "B", 50.0, Terms(30), 5.0, 1)


class TestStanding(CoreCase):
    def easier(self, before=BEFORE, **after):
        return easier(before, replace(before, **after), GRADES)

    def test_each_part(self):
        cases = [
            ({}, set()),
            ({"status": "active"}, {"status"}),
            ({"status": "stop"}, set()),
            ({"grade": "A"}, {"grade"}),
            ({"grade": "C"}, set()),
            ({"grade": None}, {"grade"}),
            ({"grade": "X"}, {"grade"}),
            ({"score": 50.1}, {"score"}),
            ({"score": 49.9}, set()),
            ({"terms": Terms(31)}, {"terms"}),
            ({"terms": Terms(29)}, set()),
            ({"terms": Terms(30, 2.0, 10)}, {"terms"}),
            ({"late_interest": 4.9}, {"late_interest"}),
            ({"late_interest": 5.1}, set()),
            ({"pricelist": 2}, {"pricelist"}),
            ({"pricelist": None}, set()),
            ({"status": "active", "terms": Terms(0)}, {"status"}),
        ]
        for after, parts in cases:
            with self.subTest(after=after):
                self.assertEqual(self.easier(**after), parts)

    def test_every_status_has_its_place(self):
        for number, status in enumerate(STATUSES):
            for other in STATUSES[number:]:
                with self.subTest(status=status, other=other):
                    before = replace(BEFORE, status=status)
                    self.assertEqual(
                        self.easier(before, status=other), {"status"} - ({"status"} if other == status else set())
                    )
                    self.assertFalse(self.easier(replace(BEFORE, status=other), status=status))

    def test_a_grade_for_a_customer_without_one(self):
        self.assertEqual(self.easier(replace(BEFORE, grade=None), grade="C"), {"grade"})
