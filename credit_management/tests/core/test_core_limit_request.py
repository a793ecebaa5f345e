import math
from dataclasses import replace
from datetime import date, timedelta

from ...core.limit import request as core
from ...core.limit.limits import EffectiveLimit
from ...core.limit.request import Asked, Condition, begins, excess, moved, obstacles, outcome, phase
from .core_common import CoreCase

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
MONTH = 30 * ONE
NEXT = DAY + MONTH
NONE, UNLIMITED = EffectiveLimit("not_assessed"), EffectiveLimit("unlimited")
OVER = EffectiveLimit("limited", 0, DAY - ONE, True, 100)


def limit(amount, valid_to=None):
    return EffectiveLimit("limited", amount, valid_to)


class TestMoves(CoreCase):
    """From which state each move leads where; everything else is refused."""

    def test_every_pair(self):
        allowed = {
            ("draft", "submit"): "submitted",
            ("returned", "submit"): "submitted",
            ("submitted", "take_back"): "draft",
            ("returned", "take_back"): "draft",
            ("submitted", "return"): "returned",
            ("submitted", "approve"): "approved",
            ("submitted", "approve_partly"): "partly",
            ("submitted", "refuse"): "refused",
            ("approved", "ask_anew"): "submitted",
            ("partly", "ask_anew"): "submitted",
        }
        for state in core.STATES:
            for move in core.MOVES:
                with self.subTest(state=state, move=move):
                    if (state, move) in allowed:
                        self.assertEqual(moved(state, move), allowed[state, move])
                    else:
                        with self.assertRaises(ValueError):
                            moved(state, move)

    def test_impossible(self):
        for arguments in [("other",), ("raise", -1), ("lower", 1, True), ("temporary", 1, True)]:
            with self.subTest(arguments), self.assertRaises(ValueError):
                Asked(*arguments)


class TestAsked(CoreCase):
    """Why something cannot be asked for."""

    def check(self, asked, base, effective, expected, status="active"):
        self.assertEqual(obstacles(asked, base, effective, status, DAY), expected)

    def test_table(self):
        hundred, ending = limit(100), limit(100, DAY)
        for title, asked, one, other, expected in [
            ("raise", Asked("raise", 101), hundred, hundred, []),
            ("the same", Asked("raise", 100), hundred, hundred, ["not_higher"]),
            ("first limit", Asked("raise", 0), NONE, NONE, []),
            ("again after its end", Asked("raise", 50), OVER, OVER, []),
            ("without a ceiling", Asked("raise", 0, True), hundred, hundred, []),
            ("of an unlimited one", Asked("raise", 10**9), UNLIMITED, UNLIMITED, ["not_higher"]),
            ("twice unlimited", Asked("raise", 0, True), UNLIMITED, UNLIMITED, ["not_higher"]),
            ("lower", Asked("lower", 99), hundred, hundred, []),
            ("lower to the same", Asked("lower", 100), hundred, hundred, ["not_lower"]),
            ("lower an unlimited one", Asked("lower", 5), UNLIMITED, UNLIMITED, []),
            ("lower nothing", Asked("lower", 0), NONE, NONE, ["not_lower"]),
            ("for a time", Asked("temporary", 1, valid_to=DAY), hundred, hundred, []),
            ("for a time, without end", Asked("temporary", 1), hundred, hundred, ["no_end"]),
            ("nothing for a time", Asked("temporary", 0, valid_to=DAY), hundred, hundred, ["no_amount"]),
            ("on top of everything", Asked("temporary", 1, valid_to=DAY), UNLIMITED, UNLIMITED, ["nothing_to_change"]),
            ("over", Asked("temporary", 1, valid_to=DAY - ONE), hundred, hundred, ["over_already"]),
            ("ends before it begins", Asked("raise", 200, False, NEXT, DAY), hundred, hundred, ["order_of_dates"]),
            ("one day", Asked("raise", 200, False, DAY, DAY), hundred, hundred, []),
            ("extend", Asked("extend", valid_to=DAY + ONE), ending, ending, []),
            ("extend what is over", Asked("extend", valid_to=DAY), OVER, OVER, []),
            ("extend to the same day", Asked("extend", valid_to=DAY), ending, ending, ["not_later"]),
            ("extend what has no end", Asked("extend", valid_to=DAY), hundred, hundred, ["not_later"]),
            ("extend for ever", Asked("extend"), ending, ending, ["no_end"]),
            ("extend nothing", Asked("extend", valid_to=DAY), NONE, NONE, ["nothing_to_change", "not_later"]),
            ("suspend", Asked("suspend"), hundred, hundred, []),
            ("suspend what is in grace", Asked("suspend"), OVER, OVER, []),
            ("suspend little", Asked("suspend"), limit(0.5), limit(0.5), []),
            ("suspend nothing", Asked("suspend"), limit(0), limit(0), ["nothing_to_change"]),
            ("suspend what is not assessed", Asked("suspend"), NONE, NONE, ["nothing_to_change"]),
            ("close an unlimited one", Asked("close"), UNLIMITED, UNLIMITED, []),
            ("close nothing", Asked("close"), limit(0), limit(0), ["nothing_to_change"]),
        ]:
            with self.subTest(title):
                self.check(asked, one, other, expected)

    def test_status(self):
        hundred = limit(100)
        self.check(Asked("lower", 9), hundred, hundred, ["closed"], "closed")
        self.check(Asked("lower", 9), hundred, hundred, [], "stop")
        for asked in (Asked("raise", 200), Asked("temporary", 1, valid_to=DAY)):
            self.check(asked, hundred, hundred, ["stopped"], "stop")
            self.check(asked, hundred, hundred, [], "watch")
        self.check(Asked("extend", valid_to=DAY), OVER, OVER, ["stopped"], "stop")


class TestGranted(CoreCase):
    """How much of a request may be granted."""

    def test_table(self):
        end = DAY + MONTH
        up = Asked("raise", 200, valid_from=DAY)
        top = Asked("temporary", 50, valid_from=DAY, valid_to=end)
        down = Asked("lower", 60, valid_from=DAY)
        more = Asked("extend", valid_from=DAY, valid_to=end)
        stop = Asked("suspend", valid_from=DAY, valid_to=end)
        for title, asked, granted, expected in [
            ("all", up, up, None),
            ("a part", up, replace(up, amount=150), None),
            ("a part for a time", up, replace(up, valid_to=end), None),
            ("later", up, replace(up, valid_from=DAY + ONE), None),
            ("earlier", up, replace(up, valid_from=DAY - ONE), "more_than_asked"),
            ("more", up, replace(up, amount=200.01), "more_than_asked"),
            ("without a ceiling", up, replace(up, unlimited=True), "more_than_asked"),
            ("less than now", up, replace(up, amount=100), "less_than_now"),
            ("something else", up, down, "no_part"),
            ("instead of unlimited", replace(up, unlimited=True), up, None),
            ("shorter", top, replace(top, valid_to=DAY), None),
            ("longer", top, replace(top, valid_to=end + ONE), "more_than_asked"),
            ("without end", top, replace(top, valid_to=None), "more_than_asked"),
            ("nothing on top", top, replace(top, amount=0), "no_part"),
            ("a coin on top", top, replace(top, amount=0.5), None),
            ("lowered as asked", down, down, None),
            ("lowered less", down, replace(down, amount=80), None),
            ("lowered more", down, replace(down, amount=59), "more_than_asked"),
            ("not lowered", down, replace(down, amount=100), "no_part"),
            ("extended less", more, replace(more, valid_to=DAY + ONE), None),
            ("extended more", more, replace(more, valid_to=end + ONE), "more_than_asked"),
            ("suspended", stop, stop, None),
            ("suspended for less", stop, replace(stop, valid_to=DAY), "no_part"),
            ("closed", Asked("close"), Asked("close"), None),
        ]:
            with self.subTest(title):
                self.assertEqual(excess(asked, granted, before=100), expected)
        self.assertEqual(excess(down, replace(down, amount=80), math.inf), None)

    def test_partly(self):
        asked = Asked("raise", 200)
        self.assertEqual(outcome(asked, asked), "approve")
        self.assertEqual(outcome(asked, replace(asked, amount=150)), "approve_partly")
        self.assertEqual(outcome(asked, replace(asked, valid_to=DAY)), "approve_partly")


class TestForce(CoreCase):
    """When what was granted stands: by dates and conditions alone."""

    def check(self, expected, on=DAY, end=None, start=DAY, decided=DAY, conditions=()):
        granted = Asked("raise", 200, valid_from=start, valid_to=end)
        self.assertEqual(phase(granted, decided, on, conditions), expected)

    def test_dates(self):
        self.check("in_force")
        self.check("coming", start=DAY + ONE)
        self.check("coming", on=DAY - ONE, start=DAY - MONTH)  # not before it was decided
        self.check("in_force", end=DAY)
        self.check("lapsed", end=DAY, on=DAY + ONE)
        self.check("lapsed", end=DAY, decided=DAY + ONE)

    def test_conditions(self):
        met, late = Condition("guarantee", DAY, DAY), Condition("agreement", DAY - ONE, DAY)
        open_, missed = Condition("prepayment", DAY), Condition("prepayment", DAY - ONE)
        self.check("in_force", conditions=[met])
        self.check("in_force", conditions=iter([met]))
        self.check("waiting", conditions=[met, open_])
        self.check("waiting", conditions=[Condition("other")])
        self.check("lapsed", conditions=[open_], on=DAY + ONE)
        self.check("lapsed", conditions=[missed])
        self.check("lapsed", conditions=[late])
        self.check("coming", conditions=[Condition("other", None, DAY + ONE)])
        self.check("lapsed", end=DAY, conditions=[Condition("other", None, DAY + ONE)])

    def test_begins(self):
        granted = Asked("raise", 1, valid_from=DAY)
        self.assertEqual(begins(granted, DAY - ONE), DAY)
        self.assertEqual(begins(granted, DAY + ONE), DAY + ONE)
        self.assertEqual(begins(granted, DAY, [Condition("other", None, DAY + 2 * ONE)]), DAY + 2 * ONE)
        self.assertEqual(begins(granted, DAY, [Condition("other", None, DAY - ONE)]), DAY)
        self.assertIsNone(begins(granted, DAY, [Condition("other")]))
        self.assertIsNone(begins(granted, DAY, [Condition("other", DAY - ONE, DAY)]))
