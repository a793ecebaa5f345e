from ...core.assessment.characteristics import misfits
from ...core.assessment.ready_scorecards import CARDS, Ready, fits, in_force
from ...core.assessment.scorecard import faults, score
from .core_common import CoreCase


class TestReadyScorecards(CoreCase):
    """The cards the addon begins with, and for whom each is."""

    def test_sound(self):
        for ready in CARDS:
            with self.subTest(ready.code):
                self.assertEqual(faults(ready.card) + list(misfits(ready.card)), [])

    def test_for_whom(self):
        for known, code in (
            ({}, "new"), ({"relationship": "existing"}, "existing"),
            ({"relationship": "existing", "requested_limit": 5_000}, "small"),
            ({"relationship": "existing", "requested_limit": 5_001.0}, "existing"), ({"requested_limit": 0}, "small"),
        ):  # fmt: skip
            self.assertEqual(in_force(known).code, code, known)
        self.assertIsNone(in_force({}, [Ready("old", 1, (), relationship="existing")]))
        self.assertIsNone(in_force({}, [Ready("draft", 1, (), published=False)]))
        self.assertTrue(fits("any", 0, {}))
        self.assertFalse(fits("any", 10, {}), "who asks for nothing does not ask for little")

    def test_working_capital_below_zero_caps(self):
        existing = next(one for one in CARDS if one.code == "existing").card
        for ratio, codes in ((0.99, ["current_ratio"]), (1.0, [])):
            found = score(existing, {"current_ratio": ratio})
            self.assertEqual([rule.code for rule in found.knocked_out], codes)

    def test_an_unknown_reference_costs_nothing(self):
        for ready in CARDS:
            for criterion in ready.criteria:
                if criterion.code in ("trade_references", "bank_reference"):
                    self.assertEqual(criterion.missing, "leave_out", (ready.code, criterion.code))
