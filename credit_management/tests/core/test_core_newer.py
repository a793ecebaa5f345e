from dataclasses import replace
from datetime import date

from ...core.assessment.newer import (
    OTHER_STATEMENT,
    OTHER_SURVEY,
    STRICTER_STATUS,
    TOO_OLD,
    WORSE_GRADE,
    Drawn,
    newer,
)
from .core_common import CoreCase

STATUSES = ("not_assessed", "active", "watch", "stop", "closed")
GRADES = ("A", "B", "C")
BEFORE = Drawn(date(2026, 1, 1), 1, 2, "active", "B")


class TestNewer(CoreCase):
    def found(self, now, before=BEFORE, longest=30):
        return newer(before, now, longest, STATUSES, GRADES)

    def test_each_reason(self):
        cases = [
            ({}, []),
            ({"day": date(2026, 1, 31)}, []),
            ({"day": date(2026, 2, 1)}, [TOO_OLD]),
            ({"statement": 3}, [OTHER_STATEMENT]),
            ({"statement": None}, [OTHER_STATEMENT]),
            ({"survey": 3}, [OTHER_SURVEY]),
            ({"status": "watch"}, [STRICTER_STATUS]),
            ({"status": "stop"}, [STRICTER_STATUS]),
            ({"status": "not_assessed"}, []),
            ({"status": None}, []),
            ({"grade": "C"}, [WORSE_GRADE]),
            ({"grade": None}, [WORSE_GRADE]),
            ({"grade": "A"}, []),
            ({"statement": 3, "grade": "C"}, [OTHER_STATEMENT, WORSE_GRADE]),
        ]
        for changed, reasons in cases:
            with self.subTest(changed=changed):
                self.assertEqual(self.found(replace(BEFORE, **changed)), reasons)

    def test_without_an_end(self):
        self.assertEqual(self.found(replace(BEFORE, day=date(2029, 1, 1)), longest=0), [])

    def test_what_was_not_known_before_is_no_reason(self):
        unknown = replace(BEFORE, status=None, grade=None)
        self.assertEqual(self.found(replace(BEFORE, status="stop", grade="C"), before=unknown), [])
