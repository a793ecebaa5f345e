from ...core.assessment.evidence import BACKDATED, IMPORTED, LEFT_OUT, Evidence, gone
from .core_common import CoreCase


class TestCoreEvidence(CoreCase):
    def test_gone(self):
        cases = [
            ((0, 0), None),
            ((-1, 5), None),
            ((100, 100), 0),
            ((100, 75), 25),
            ((100, 0), 100),
            ((0.5, 0), 100),
            ((8, 5), 37.5),
            ((100, 130), 0),
        ]
        for (before, now), expected in cases:
            self.assertEqual(gone(before, now), expected)

    def test_doubtful(self):
        self.assertEqual(Evidence().doubtful, 0)
        doubts = {IMPORTED: (2, 20.0), BACKDATED: (3, 30.0), LEFT_OUT: (9, 90.0)}
        self.assertEqual(Evidence(doubts=doubts).doubtful, 5)
        self.assertEqual(Evidence(doubts={BACKDATED: (3, 30.0)}).doubtful, 3)
