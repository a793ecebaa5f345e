from datetime import date
from unittest import TestCase

from ...core import agreement as core

DAY = date(2026, 3, 1)
PNG = core.PNG + b"x"


class TestAgreement(TestCase):
    def test_names_in_braces(self):
        self.assertEqual(core.unknown("{limit} of {customer} {limits} {} {limits}"), ["limits", ""])
        values = {"customer": "{limit} & Sons", "limit": "5"}
        self.assertEqual(core.fill("{customer} may owe {limit}, {other}", values), "{limit} & Sons may owe 5, {other}")

    def test_sections_with_a_condition(self):
        sections = [core.Section("Limit", "{limit}"), core.Section("Goods", "Ours", core.WITH_RETENTION)]
        sections.append(core.Section("End", "Over"))
        self.assertEqual([title for title, _text in core.clauses(sections, [], {})], ["1. Limit", "2. End"])
        found = core.clauses(sections, [core.WITH_RETENTION], {"limit": "5"})
        self.assertEqual(found, [["1. Limit", "5"], ["2. Goods", "Ours"], ["3. End", "Over"]])

    def test_digest_tells_any_change(self):
        content = {"clauses": [["1. Limit", "5"]], "last": "2026-01-01"}
        self.assertEqual(core.digest(content), core.digest(dict(reversed(content.items()))))
        self.assertNotEqual(core.digest(content), core.digest(content | {"last": "2026-01-02"}))
        self.assertNotEqual(core.digest(["ab", "c"]), core.digest(["a", "bc"]))

    def test_who_signs_what(self):
        good = {"state": core.SENT, "last": DAY, "today": DAY, "shown": "a", "standing": "a", "name": "Jo"}
        good |= {"signature": PNG}
        self.assertIsNone(core.obstacle(**good))
        self.assertIsNone(core.obstacle(**good | {"last": None}))
        for change, found in (
            *(({"state": state}, core.NOT_SENT) for state in core.STATES if state != core.SENT),
            ({"today": date(2026, 3, 2)}, core.TOO_LATE),
            ({"shown": "b"}, core.CHANGED),
            ({"shown": "", "standing": ""}, core.CHANGED),
            ({"name": ""}, core.NO_NAME),
            ({"name": "J" * 121}, core.NO_NAME),
            ({"signature": b""}, core.NO_SIGNATURE),
            ({"signature": b"<svg/>"}, core.NO_SIGNATURE),
            ({"signature": PNG * 200_000}, core.NO_SIGNATURE),
        ):
            with self.subTest(change=str(change)[:60]):
                self.assertEqual(core.obstacle(**good | change), found)

    def test_phase_follows_from_the_day(self):
        for state, first, last, found in (
            (core.SIGNED, DAY, None, None),
            (core.COUNTERSIGNED, DAY, None, core.IN_FORCE),
            (core.COUNTERSIGNED, date(2026, 3, 2), None, core.COMING),
            (core.COUNTERSIGNED, date(2026, 1, 1), date(2026, 2, 28), core.OVER),
            (core.ENDED, date(2026, 1, 1), DAY, core.IN_FORCE),
            (core.REPLACED, date(2026, 1, 1), date(2026, 2, 28), core.OVER),
        ):
            with self.subTest(state=state, first=first, last=last):
                self.assertEqual(core.phase(state, first, last, DAY), found)

    def test_link_until(self):
        last, sign = date(2026, 12, 31), date(2026, 4, 1)
        for state, expected in (
            (core.SENT, date(2026, 4, 11)),
            (core.DECLINED, date(2026, 4, 11)),
            (core.SIGNED, date(2027, 1, 10)),
            (core.COUNTERSIGNED, date(2027, 1, 10)),
            (core.REPLACED, date(2027, 1, 10)),
            (core.ENDED, date(2027, 1, 10)),
        ):
            with self.subTest(state):
                self.assertEqual(core.link_until(state, sign, last, 10), expected)
        self.assertIsNone(core.link_until(core.SENT, None, last, 10))
        self.assertIsNone(core.link_until(core.COUNTERSIGNED, sign, None, 0))

    def test_days(self):
        self.assertEqual(core.remind_on(date(2026, 12, 31), 90, 10), date(2026, 9, 22))
        self.assertEqual(core.next_term(date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31)))

    def test_differences(self):
        before, after = (
            [("Limit", "5"), ("Until", "May"), ("Old", "x")],
            [("Limit", "6"), ("Until", "May"), ("New", "y")],
        )
        self.assertEqual(core.changes(before, after), [("Limit", "5", "6"), ("Old", "x", "–"), ("New", "–", "y")])
