import math
from dataclasses import is_dataclass, replace
from datetime import timedelta
from itertools import pairwise
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core import cover, covered, kinds, loss
from ...core.cover import Cover, Decision, Secured, decision_obstacles, duplicates, governing, secured
from ...core.kinds import ANSWER_WORDS, ANSWERS, KINDS, REQUEST_WORDS, REQUESTS
from .cover_common import DAY, FIRST, LAST, ONE, deposit, guarantee, insurance


@st.composite
def decision(draw):
    first = DAY + draw(st.integers(-20, 20)) * ONE
    answer = draw(st.sampled_from(ANSWERS))
    return Decision(
        answer,
        draw(st.integers(0, 9)) * 100.0,
        first,
        draw(st.none() | st.integers(0, 15).map(lambda days: first + days * ONE)),
        draw(st.sampled_from(REQUESTS)),
        draw(st.booleans()),
        draw(st.integers(0, 99)),
    )


decisions = st.lists(decision(), max_size=5, unique_by=lambda one: (one.first, one.sequence)).map(tuple)


class TestValues(TestCase):
    def test_nothing_changes_them(self):
        for module in (cover, covered, kinds, loss):
            for one in vars(module).values():
                if isinstance(one, type) and is_dataclass(one):
                    with self.subTest(one.__qualname__):
                        self.assertTrue(one.__dataclass_params__.frozen)


class TestWords(TestCase):
    def test_every_word_has_its_word(self):
        self.assertEqual(list(REQUEST_WORDS), list(REQUESTS))
        self.assertEqual(list(ANSWER_WORDS), list(ANSWERS))
        self.assertEqual([kind for kind, how in KINDS.items() if how.by_shipment], ["insurance"])
        self.assertEqual([kind for kind, how in KINDS.items() if how.by_due_date], ["guarantee", "letter_of_credit"])


class TestDecisions(TestCase):
    """What an insurer's decision leads to."""

    def test_effects(self):
        for answer, request, met, effect in [
            ("approved", "new", False, 80),
            ("approved", "increase", False, 80),
            ("partly", "new", False, 80),
            ("reduced", "reduction", False, 80),
            ("withdrawn", "cancellation", False, 0),
            ("refused", "new", False, 0),
            ("refused", "increase", False, None),
            ("refused", "prolongation", False, None),
            ("investigating", "new", False, None),
            ("approved", "preliminary", False, None),
            ("withdrawn", "preliminary", False, None),
            ("conditional", "new", False, 0),
            ("conditional", "increase", False, None),
            ("conditional", "new", True, 80),
            ("conditional", "increase", True, 80),
        ]:
            with self.subTest(answer=answer, request=request, met=met):
                self.assertEqual(Decision(answer, 80, request=request, met=met).effect, effect)

    def test_impossible(self):
        for make in (
            lambda: Decision("other"),
            lambda: Decision("approved", request="other"),
            lambda: Decision("approved", -1),
            lambda: Decision("approved", 1, DAY, DAY - ONE),
            lambda: Cover(1, "other", 5),
            lambda: Cover(1, "guarantee"),
            lambda: Cover(1, "guarantee", -1),
            lambda: Cover(1, "insurance", -1),
            lambda: Cover(1, "guarantee", 5, 100.1),
            lambda: Cover(1, "guarantee", 5, -0.1),
            lambda: Cover(1, "guarantee", 5, 100, DAY, DAY - ONE),
        ):
            with self.assertRaises(ValueError):
                make()
        self.assertEqual(Decision("approved", 0, DAY, DAY).effect, 0)
        self.assertEqual(Cover(1, "guarantee", 0, 0, DAY, DAY).capacity, 0)

    def test_which_governs(self):
        self.assertEqual(
            (Decision("reduced").amount, Decision("reduced").met, Decision("reduced").sequence), (0, False, 0)
        )
        self.assertEqual((deposit().waiting_days, deposit().call_days), (0, 0))
        first, second = Decision("approved", 100, DAY), Decision("reduced", 50, DAY + ONE)
        asked = Decision("investigating", 900, DAY + 2 * ONE, request="increase")
        every = (second, asked, first)
        self.assertIsNone(governing(every, DAY - ONE))
        self.assertEqual(governing(every, DAY), first)
        self.assertEqual(governing(every, DAY + ONE), second)
        self.assertEqual(governing(every, LAST), second)
        same = Decision("reduced", 20, DAY, sequence=1)
        self.assertEqual(governing([same, first], DAY), same)
        self.assertEqual(governing([first, same], DAY), same)

    def test_buyer_limit(self):
        cover = insurance(Decision("approved", 100, DAY, DAY + ONE), rate=2.0)
        for days, limit in [(-1, 0), (0, 200), (1, 200), (2, 0)]:
            self.assertEqual(cover.buyer_limit(DAY + days * ONE), limit)
        self.assertEqual(replace(cover, rate=None).buyer_limit(DAY), 0)
        self.assertEqual(replace(cover, last=DAY).buyer_limit(DAY), 200)
        self.assertEqual(replace(cover, last=DAY).buyer_limit(DAY + ONE), 0)
        self.assertEqual(replace(cover, first=DAY + ONE).buyer_limit(DAY), 0)

    def test_entered(self):
        cover = insurance()
        for answer, amount, first, expected in [
            ("withdrawn", 0, DAY, []),
            ("withdrawn", 0, DAY - ONE, ["in_the_past"]),
            ("reduced", 10, DAY - ONE, ["in_the_past"]),
            ("approved", 100, DAY - ONE, []),
            ("approved", 99, DAY, ["not_all"]),
            ("partly", 99, DAY, []),
            ("partly", 0.5, DAY, []),
            ("partly", 100, DAY, ["not_partly"]),
            ("partly", 0, DAY, ["not_partly"]),
            ("approved", 100, LAST, []),
            ("approved", 100, LAST + ONE, ["outside"]),
            ("approved", 100, FIRST - ONE, ["outside"]),
        ]:
            with self.subTest(answer=answer, amount=amount, first=first):
                self.assertEqual(decision_obstacles(Decision(answer, amount, first), 100, DAY, cover), expected)
        self.assertEqual(decision_obstacles(Decision("partly", 0, DAY), 0, DAY, cover), [])
        without = replace(cover, rate=None)
        self.assertEqual(decision_obstacles(Decision("withdrawn", 0, DAY), 0, DAY, without), ["no_rate"])


class TestCapacity(TestCase):
    def test_amounts(self):
        self.assertEqual(guarantee(500, rate=2.0).capacity, 1000)
        self.assertEqual(guarantee(500, share=80).capacity, 400)
        self.assertEqual(guarantee(500, rate=None).capacity, 0)
        self.assertEqual(insurance().capacity, math.inf)
        self.assertEqual(insurance(amount=300, share=90, rate=2.0).capacity, 600)
        self.assertEqual(insurance(rate=None).capacity, 0)

    def test_twice(self):
        one = guarantee(reference="G-12/3", issuer="Bank A")
        same = guarantee(reference="g 123", issuer="bank a", id=9)
        self.assertEqual(duplicates([one, same]), [(one, same)])
        for other in (
            replace(same, reference="124"),
            replace(same, issuer="Bank B"),
            replace(same, kind="letter_of_credit"),
            replace(same, first=LAST + ONE, last=None),
            replace(same, first=FIRST - ONE, last=FIRST - ONE),
        ):
            self.assertEqual(duplicates([one, other]), [])
        touching = replace(same, first=LAST, last=None)
        self.assertEqual(duplicates([one, touching]), [(one, touching)])
        earlier = replace(same, first=FIRST - ONE, last=FIRST)
        self.assertEqual(duplicates([one, earlier]), [(one, earlier)])
        self.assertEqual(duplicates([guarantee(), guarantee()]), [])
        self.assertEqual(duplicates([guarantee(), one, same]), [(one, same)])
        self.assertEqual(len(duplicates([one, same, replace(one, id=5)])), 3)


class TestSecured(TestCase):
    """The part of the limit that is secured, by day."""

    def test_others(self):
        self.assertEqual(secured(guarantee(500, share=80, rate=2.0)), [Secured(800, FIRST, LAST)])
        self.assertEqual(secured(deposit(100)), [Secured(100, FIRST, None)])
        self.assertEqual(secured(deposit(100), 50), [Secured(50, FIRST, None)])
        self.assertEqual(secured(deposit(0.5)), [Secured(0.5, FIRST, None)])
        odd = insurance(Decision("approved", 5, FIRST), share=90, last=None)
        self.assertEqual(secured(odd), [Secured(4.5, FIRST, None)])
        self.assertEqual(secured(odd, 10), [Secured(0.45, FIRST, None)])
        self.assertEqual(secured(deposit(0)), [])
        self.assertEqual(secured(deposit(100, rate=None)), [])

    def test_withdrawn(self):
        cover = insurance(Decision("approved", 1000, FIRST), Decision("withdrawn", first=DAY), share=90)
        self.assertEqual(secured(cover), [Secured(900, FIRST, DAY - ONE)])
        cover = insurance(Decision("approved", 1000, FIRST), Decision("reduced", 500, DAY), share=90)
        self.assertEqual(secured(cover), [Secured(900, FIRST, DAY - ONE), Secured(450, DAY, LAST)])
        self.assertEqual(secured(replace(cover, amount=600)), [Secured(600, FIRST, DAY - ONE), Secured(450, DAY, LAST)])
        self.assertEqual(secured(replace(cover, amount=450)), [Secured(450, FIRST, LAST)])
        self.assertEqual(secured(replace(cover, last=DAY - ONE)), [Secured(900, FIRST, DAY - ONE)])
        self.assertEqual(
            secured(insurance(Decision("approved", 10, FIRST, LAST - ONE))), [Secured(10, FIRST, LAST - ONE)]
        )
        self.assertEqual(secured(insurance(Decision("approved", 10, FIRST), last=None)), [Secured(10, FIRST, None)])

    @given(decisions, st.sampled_from([None, 400.0]))
    def test_every_day(self, found, amount):
        cover = replace(insurance(share=90, amount=amount), decisions=found)
        parts = secured(cover)
        for days in range(-220, 120):
            on = DAY + days * ONE
            held = [part.amount for part in parts if part.first <= on and (part.last is None or on <= part.last)]
            wanted = min(cover.buyer_limit(on) * 90 / 100, cover.capacity)
            self.assertEqual(held, [wanted] if wanted else [])
        for one, after in pairwise(parts):
            self.assertTrue(one.last < after.first)
            self.assertFalse(one.amount == after.amount and after.first - one.last == timedelta(days=1))
