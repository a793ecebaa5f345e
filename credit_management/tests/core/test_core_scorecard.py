import random

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.characteristics import BEHAVIOUR as BEHAVIOUR_SOURCE
from ...core.assessment.characteristics import (
    CATALOGUE,
    Characteristic,
    add_characteristic,
    characteristic,
    judgement,
    misfits,
)
from ...core.assessment.ready_cards import BEHAVIOUR, FINANCIAL, is_whole, scaled, steps
from ...core.assessment.scorecard import (
    ABOVE,
    BELOW,
    CHOICE,
    FIXED,
    FLAG,
    IS,
    LEAVE_OUT,
    MISSING_RULES,
    WORST,
    Bin,
    Criterion,
    Fault,
    KnockOut,
    Scorecard,
    faults,
    score,
    scores,
)
from .core_common import CoreCase

LIQUID = Criterion("liquid", "current_ratio", 60, steps(0, 1.1, 50, 2.6, 100))
FORM = Criterion("form", "legal_form", 30, (Bin(100, answer="listed"), Bin(40, answer="other")), CHOICE)
LICENSED = Criterion("licences_valid", "licences_valid", 10, (Bin(100, answer="yes"), Bin(0, answer="no")), FLAG)
CARD = Scorecard((LIQUID, FORM, LICENSED))

points = st.integers(0, 100)


@st.composite
def cards(draw):
    """Sound cards of numbers, with every missing rule and unequal weights."""
    count = draw(st.integers(1, 6))
    criteria = []
    for number in range(count):
        edges = sorted(draw(st.sets(st.integers(-50, 50), max_size=4)))
        given = draw(st.lists(points, min_size=len(edges) + 1, max_size=len(edges) + 1))
        bins = tuple(Bin(value, lower) for value, lower in zip(given, (None, *edges), strict=True))
        weight = draw(st.integers(1, 20))
        missing = draw(st.sampled_from(MISSING_RULES))
        criteria.append(
            Criterion(f"c{number}", f"c{number}", weight, bins, missing=missing, missing_points=draw(points))
        )
    return Scorecard(scaled(criteria, 100), coverage_min=draw(st.sampled_from((0, 0, 40, 100))))


inputs = st.dictionaries(st.sampled_from([f"c{number}" for number in range(6)]), st.integers(-60, 60))


class TestCoreScorecard(CoreCase):
    """Results of cards for known facts, and faults of cards."""

    def value(self, card=CARD, **known):
        return score(card, {"current_ratio": 3, "legal_form": "listed", "licences_valid": True, **known}).value

    # === ADDING UP === #

    @given(cards(), inputs)
    def test_what_lines_give_adds_up_to_the_score(self, card, known):
        found = score(card, known)
        self.assertEqual(len(found.contributions()), len(card.criteria))
        for line, shown in zip(found.lines, found.contributions(), strict=True):
            self.assertLess(abs(line.contribution - shown), 0.01 + 1e-9)
        if found.value is not None:
            self.assertEqual(round(sum(found.contributions()), 2), found.value)
        if not all(line.left_out for line in found.lines):
            self.assertEqual(round(sum(found.weights()), 2), 100)

    # === POINTS === #

    def test_edges_of_ranges(self):
        for ratio, expected in ((-9, 0), (1.09, 0), (1.1, 50), (2.59, 50), (2.6, 100), (99, 100)):
            with self.subTest(ratio=ratio):
                self.assertEqual(self.value(current_ratio=ratio), 40 + 0.6 * expected)

    def test_answers(self):
        self.assertEqual(self.value(legal_form="other"), 82)
        self.assertEqual(self.value(licences_valid=False), 90)
        self.assertEqual(self.value(legal_form="sole_trader"), 82, "an answer without a line is not known")

    def test_what_is_not_known(self):
        bins = steps(20, 1, 80)
        for missing, expected, weight in ((WORST, 20, 50), (FIXED, 65, 50), (LEAVE_OUT, 0, 0)):
            unknown = Criterion("a", "a", 50, bins, missing=missing, missing_points=65)
            found = score(Scorecard((unknown, Criterion("b", "b", 50, bins))), {"b": 1})
            with self.subTest(missing):
                self.assertEqual((found.lines[0].points, found.lines[0].weight), (expected, weight))
                self.assertEqual(found.value, 80 if missing == LEAVE_OUT else (80 + expected) / 2)
                self.assertEqual(found.coverage, 50)

    def test_too_little_known(self):
        card = Scorecard(CARD.criteria, coverage_min=60)
        self.assertIsNone(score(card, {"legal_form": "listed", "licences_valid": True}).value)
        self.assertEqual(
            score(card, {"current_ratio": 3}).value, 72, "exactly as much as is needed; 40 is the worst form"
        )

    def test_nothing_known_and_all_left_out(self):
        card = Scorecard((Criterion("a", "a", 100, steps(0, 1, 100), missing=LEAVE_OUT),))
        self.assertEqual((score(card, {}).value, score(card, {}).coverage), (None, 0))

    def test_knock_outs(self):
        rules = (
            KnockOut("equity", "equity", BELOW, 0, "C"),
            KnockOut("old", "overdue_days", ABOVE, 90, "C"),
            KnockOut("insolvency", "insolvency", IS, "yes", "D"),
            KnockOut("grade", "outside_grade", IS, "D", "D"),
        )
        card = Scorecard(CARD.criteria, rules)
        cases = [
            ({}, []),
            ({"equity": 0, "overdue_days": 90, "insolvency": False, "outside_grade": "C"}, []),
            ({"equity": -0.01}, ["equity"]),
            ({"overdue_days": 91, "insolvency": True}, ["old", "insolvency"]),
            ({"outside_grade": "D"}, ["grade"]),
        ]
        for known, expected in cases:
            with self.subTest(known=known):
                self.assertEqual([rule.code for rule in score(card, known).knocked_out], expected)

    def test_what_costs_most(self):
        bins = steps(0, 1, 100)
        weights = {"a": 10, "b": 40, "c": 20, "d": 25, "e": 5}
        card = Scorecard(tuple(Criterion(code, code, weight, bins) for code, weight in weights.items()))
        found = score(card, {"e": 1})
        self.assertEqual([line.criterion.code for line in found.costliest()], ["b", "d", "c"])
        self.assertEqual([line.criterion.code for line in found.costliest(9)], ["b", "d", "c", "a"])
        self.assertEqual([line.cost for line in found.lines], [10, 40, 20, 25, 0])

    def test_a_line_left_out_costs_nothing(self):
        known = Criterion("a", "a", 50, steps(0, 1, 100))
        out = Criterion("b", "b", 50, steps(0, 1, 100), missing=LEAVE_OUT)
        left_out = score(Scorecard((known, out)), {"a": 1}).lines[1]
        self.assertEqual((left_out.cost, left_out.contribution, left_out.weight), (0, 0, 0))
        alone = Criterion("b", "b", 100, steps(0, 1, 100), missing=LEAVE_OUT)
        self.assertEqual(score(Scorecard((alone,)), {}).lines[0].weight, 0)

    def test_a_light_criterion_alone(self):
        light = Criterion("a", "a", 0.5, steps(0, 1, 100))
        out = Criterion("b", "b", 99.5, steps(0, 1, 100), missing=LEAVE_OUT)
        self.assertEqual(score(Scorecard((light, out)), {"a": 1}).value, 100)
        self.assertEqual(faults(Scorecard((light, out))), [])

    def test_a_hair_too_little_known(self):
        card = Scorecard(CARD.criteria, coverage_min=60.5)
        self.assertIsNone(score(card, {"current_ratio": 3}).value)

    # === FAULTS === #

    def test_faults(self):
        def card(**changes):
            return Scorecard(
                (Criterion(**{"code": "a", "characteristic": "a", "weight": 100, "bins": (Bin(5),)} | changes),)
            )

        twice = (Bin(0), Bin(10, 1.1), Bin(20, 1.1))
        cases = [
            (Scorecard(()), Fault("weights", value=0)),
            (card(weight=95), Fault("weights", value=95)),
            (card(weight=99.9), Fault("weights", value=99.9)),
            (card(weight=0), Fault("negative", "a", 0)),
            (card(bins=()), Fault("no_bins", "a")),
            (card(bins=(Bin(0, 1.1), Bin(10, 2.6))), Fault("gap", "a", 1.1)),
            (card(bins=twice), Fault("overlap", "a", 1.1)),
            (card(bins=(Bin(0), Bin(10))), Fault("overlap", "a", None)),
            (card(bins=(Bin(101),)), Fault("points", "a", 101)),
            (card(missing=FIXED, missing_points=-1), Fault("points", "a", -1)),
            (card(kind=CHOICE, bins=(Bin(0, answer="x"),) * 2), Fault("overlap", "a", "x")),
            (Scorecard((LIQUID, LIQUID)), Fault("twice", "liquid")),
        ]
        for unsound, expected in cases:
            with self.subTest(expected.reason):
                self.assertIn(expected, faults(unsound))
                with self.assertRaises(ValueError):
                    score(unsound, {})
        self.assertEqual(faults(CARD), [])

    def test_the_first_fault_is_named(self):
        with self.assertRaisesRegex(ValueError, "weights"):
            score(Scorecard((Criterion("a", "a", 95, ()),)), {})

    def test_misfits(self):
        def out(**changes):
            return KnockOut(
                **{"code": "k", "characteristic": "equity", "operator": BELOW, "value": 0, "cap": "C"} | changes
            )

        wrong_answer = Criterion("form", "legal_form", 100, (Bin(0, answer="owned"),), CHOICE)
        cases = [
            (Scorecard((Criterion("a", "a", 100, (Bin(0),)),)), Fault("unknown", "a", "a")),
            (Scorecard((Criterion("a", "legal_form", 100, (Bin(0),)),)), Fault("unknown", "a", "legal_form")),
            (Scorecard((wrong_answer,)), Fault("answer", "form", "owned")),
            (Scorecard((), (out(characteristic="a"),)), Fault("unknown_out", "k", "a")),
            (Scorecard((), (out(characteristic="judgement"),)), Fault("judged_out", "k")),
            (Scorecard((), (out(operator=IS),)), Fault("operator", "k")),
            (Scorecard((), (out(characteristic="insolvency"),)), Fault("operator", "k")),
            (Scorecard((), (out(characteristic="insolvency", operator=IS, value=""),)), Fault("answer_out", "k", "")),
        ]
        for card, expected in cases:
            with self.subTest(expected.reason):
                self.assertEqual(list(misfits(card)), [expected])
        self.assertEqual(list(misfits(CARD)), [])

    def test_catalogue(self):
        self.assertEqual(characteristic(judgement("management")), CATALOGUE["judgement"])
        self.assertIsNone(characteristic("nothing"))
        for code, one in CATALOGUE.items():
            with self.subTest(code):
                self.assertEqual(bool(one.answers), one.kind != "number")

    def test_another_addon_brings_a_characteristic(self):
        self.addCleanup(CATALOGUE.pop, "luck")
        add_characteristic(Characteristic("luck", BEHAVIOUR_SOURCE, unit="share"))
        self.assertEqual(characteristic("luck").unit, "share")

    def test_ready_criteria_are_whole_and_sound(self):
        for criteria in (BEHAVIOUR, FINANCIAL):
            self.assertTrue(is_whole(criteria))
            self.assertEqual(faults(Scorecard(criteria)) + list(misfits(Scorecard(criteria))), [])

    # === PROPERTIES === #

    @given(cards(), inputs)
    def test_a_score_is_explained_by_its_lines(self, card, known):
        found = score(card, known)
        self.assertEqual(found, score(card, known), "the same again")
        if found.value is None:
            return
        self.assertTrue(0 <= found.value <= 100)
        self.assertAlmostEqual(sum(line.weight for line in found.lines), 100)
        self.assertAlmostEqual(sum(line.contribution for line in found.lines), found.value, delta=0.0051)
        best = sum(line.criterion.best * line.weight / 100 for line in found.lines)
        costly = found.costliest(len(card.criteria))
        self.assertEqual(costly, sorted(costly, key=lambda line: -line.cost))
        if all(line.points <= line.criterion.best for line in found.lines):
            self.assertAlmostEqual(sum(line.cost for line in costly), best - found.value, delta=0.0051)

    @given(cards(), inputs, st.randoms(use_true_random=False))
    def test_the_order_of_criteria_changes_nothing(self, card, known, generator):
        shuffled = Scorecard(
            tuple(random.Random(generator.random()).sample(card.criteria, len(card.criteria))), (), card.coverage_min
        )
        self.assertEqual(score(card, known).value, score(shuffled, known).value)

    @given(cards(), inputs, st.integers(0, 5), st.integers(0, 100))
    def test_more_points_never_lower_a_score(self, card, known, place, more):
        place %= len(card.criteria)
        criterion = card.criteria[place]
        bins = tuple(Bin(min(one.points + more, 100), one.lower) for one in criterion.bins)
        better = Criterion(
            criterion.code, criterion.characteristic, criterion.weight, bins, criterion.kind, criterion.missing,
            criterion.missing_points,
        )  # fmt: skip
        raised = Scorecard((*card.criteria[:place], better, *card.criteria[place + 1 :]), (), card.coverage_min)
        before, after = score(card, known).value, score(raised, known).value
        self.assertEqual(before is None, after is None)
        if before is not None:
            self.assertGreaterEqual(after, before)

    @given(cards(), st.lists(inputs, max_size=5))
    def test_many_are_scored_like_one(self, card, customers):
        self.assertEqual(list(scores(card, customers)), [score(card, known) for known in customers])

    @given(st.lists(st.integers(1, 100), min_size=1, max_size=12), st.integers(1, 100))
    def test_scaling_keeps_the_share(self, weights, share):
        criteria = [Criterion(str(number), "a", weight, (Bin(0),)) for number, weight in enumerate(weights)]
        given = [criterion.weight for criterion in scaled(criteria, share)]
        self.assertAlmostEqual(sum(given), share, places=9)
        self.assertEqual([round(weight, 2) for weight in given], given)
