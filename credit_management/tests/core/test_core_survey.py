from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment import ratios
from ...core.assessment.characteristics import FROM_SURVEY
from ...core.assessment.relationship import EXISTING, NEW
from ...core.assessment.survey import (
    ALWAYS,
    CHOICE,
    CONFIRMED,
    CONTRADICTED,
    DEFINITIONS,
    FLAG,
    GRADES,
    LARGE,
    NEW_CUSTOMER,
    NEW_OR_LARGE,
    NUMBER,
    OPTIONAL,
    REFERENCES,
    REQUIRED,
    VERIFICATIONS,
    Answers,
    Case,
    Fact,
    Licence,
    OutsideGrade,
    Reference,
    completeness,
    contradictions,
    facts,
    missing,
)
from .core_common import CoreCase

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
NOBODY = Case(EXISTING)

days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
cases = st.builds(Case, st.sampled_from([NEW, EXISTING]), st.none() | st.floats(0, 1e6), st.floats(0, 1e6))
checklists = st.lists(
    st.builds(
        Fact,
        st.text(max_size=3),
        st.sampled_from([None, 0, False, "x", 7.5]),
        st.sampled_from(REQUIRED),
        st.sampled_from(VERIFICATIONS),
        st.booleans(),
    ),
    max_size=12,
)
answers = st.builds(
    Answers,
    st.dictionaries(
        st.sampled_from(["staff", "registered_capital", "requested_limit", "requested_days"]), st.floats(0, 1e9)
    ),
    st.lists(st.builds(Licence, st.booleans(), st.none() | days), max_size=4).map(tuple),
    st.lists(
        st.builds(Reference, st.sampled_from(["bank", "trade"]), st.sampled_from([None, *REFERENCES[:3]])), max_size=4
    ).map(tuple),
    st.lists(st.builds(OutsideGrade, st.sampled_from(GRADES), days, st.none() | days), max_size=4).map(tuple),
)


class TestChecklist(CoreCase):
    """Questions required in each case, and how many are answered."""

    def test_large_by_a_cent(self):
        for requested, large in ((49_999.99, False), (50_000, True), (50_000.01, True), (None, False)):
            with self.subTest(requested):
                self.assertEqual(Case(EXISTING, requested, 50_000).large, large)
        self.assertFalse(Case(EXISTING, 1e9, 0).large, "no amount is large where the policy names none")

    def test_what_is_required_when(self):
        new, large = Case(NEW, 1, 10), Case(EXISTING, 10, 10)
        both, neither = Case(NEW, 10, 10), Case(EXISTING, 1, 10)
        expected = {
            OPTIONAL: (False, False, False, False),
            ALWAYS: (True, True, True, True),
            NEW_CUSTOMER: (True, False, True, False),
            LARGE: (False, True, True, False),
            NEW_OR_LARGE: (True, True, True, False),
        }
        for when, row in expected.items():
            with self.subTest(when):
                self.assertEqual(tuple(case.requires(when) for case in (new, large, both, neither)), row)

    def test_first_questions_are_enough_for_little(self):
        for requested, short in ((4_999.99, True), (5_000, True), (5_000.01, False), (None, False)):
            with self.subTest(requested):
                case = Case(NEW, requested, 50_000, short_to=5_000)
                self.assertEqual(case.short, short)
                self.assertEqual([case.requires(when) for when in (ALWAYS, NEW_CUSTOMER)], [not short] * 2)
                self.assertTrue(case.requires(OPTIONAL, first=True), "a first question is asked in any case")
        self.assertFalse(Case(NEW, 1, 50_000).short, "no survey is short where the policy names no amount")
        self.assertFalse(Case(NEW, 100, 100, short_to=5_000).short, "a large amount is asked for in full")
        facts_ = [Fact("a", None, ALWAYS), Fact("b", None, OPTIONAL, first=True), Fact("c", 1, ALWAYS, first=True)]
        little = Case(NEW, 100, short_to=5_000)
        self.assertEqual([fact.code for fact in missing(facts_, little)], ["b"])
        self.assertEqual(
            (completeness(facts_, little), completeness(facts_, Case(NEW, 6_000, short_to=5_000))), (50, 33)
        )

    def test_zero_and_no_are_answers(self):
        given_ = [Fact("a", 0, ALWAYS), Fact("b", False, ALWAYS)]
        self.assertEqual(completeness(given_, NOBODY), 100)
        self.assertEqual(completeness([*given_, Fact("c", None, ALWAYS)], NOBODY), 66)

    def test_ends(self):
        self.assertEqual(completeness([], NOBODY), 100)
        self.assertEqual(completeness([Fact("a", None, OPTIONAL)], NOBODY), 100)
        self.assertEqual(completeness([Fact("a", None, ALWAYS)], NOBODY), 0)
        many = [Fact(str(number), 1, ALWAYS) for number in range(999)]
        self.assertEqual(completeness([*many, Fact("last", None, ALWAYS)], NOBODY), 99)

    @given(checklists, cases)
    def test_complete_is_when_nothing_is_missing(self, checklist, case):
        percent = completeness(checklist, case)
        self.assertTrue(0 <= percent <= 100)
        self.assertEqual(percent == 100, not missing(checklist, case))

    @given(checklists, cases)
    def test_an_answer_never_makes_it_less_complete(self, checklist, case):
        before = completeness(checklist, case)
        for number, fact in enumerate(checklist):
            answered = [*checklist[:number], Fact(fact.code, 1, fact.required), *checklist[number + 1 :]]
            self.assertGreaterEqual(completeness(answered, case), before)

    @given(checklists)
    def test_contradictions_are_those_nobody_resolved(self, checklist):
        standing = contradictions(checklist)
        for fact in checklist:
            self.assertEqual(fact in standing, fact.verification == CONTRADICTED and not fact.resolved)

    def test_confirmed_is_no_contradiction(self):
        self.assertFalse(contradictions([Fact("a", 1, verification=CONFIRMED)]))


class TestFacts(CoreCase):
    """Facts for a scorecard."""

    def fact(self, code, on=DAY, **given_):
        return facts(Answers(**given_), on)[code]

    def test_nothing_known(self):
        known = {code: value for code, value in facts(Answers(), DAY).items() if value is not None}
        self.assertEqual(known, {"trade_references": "none", "bank_reference": "none"})

    def test_definitions(self):
        for code, definition in DEFINITIONS.items():
            with self.subTest(code):
                self.assertEqual(definition.code, code)
                self.assertIn(definition.kind, (NUMBER, CHOICE, FLAG))
                self.assertEqual(bool(definition.choices), definition.kind == CHOICE)
                self.assertEqual(definition.unit is None, definition.kind != NUMBER)
        self.assertFalse(DEFINITIONS.keys() & ratios.DEFINITIONS.keys(), "one name for one characteristic")

    def test_scorecards_know_the_same(self):
        """A survey tells every fact that the catalogue of characteristics expects."""
        known = {one.code: (one.kind, set(one.choices)) for one in FROM_SURVEY}
        told = {code: (one.kind, set(one.choices)) for code, one in DEFINITIONS.items()}
        self.assertEqual({code: told.get(code) for code in known}, known)

    def test_age(self):
        for founded, age in ((2026, 0), (2025, 1), (1926, 100), (2027, None)):
            with self.subTest(founded):
                self.assertEqual(self.fact("company_age_years", values={"founding_year": float(founded)}), age)

    def test_a_licence_is_valid_on_its_last_day(self):
        for expiry, valid in ((DAY - ONE, False), (DAY, True), (DAY + ONE, True), (None, True)):
            with self.subTest(expiry):
                self.assertIs(self.fact("licences_valid", licences=(Licence(True, expiry),)), valid)
        self.assertIsNone(self.fact("licences_valid", licences=(Licence(False, DAY - ONE),)))
        self.assertIs(self.fact("licences_valid", licences=(Licence(True), Licence(False, DAY - ONE))), True)
        self.assertIs(self.fact("licences_valid", licences=(Licence(True), Licence(True, DAY - ONE))), False)

    def test_the_worst_reference_decides(self):
        for said, expected in (
            (["good", "poor", "fair"], "poor"),
            (["good", None], "good"),
            ([None], None),
            ([], "none"),
        ):
            with self.subTest(said):
                references = (*(Reference("trade", pays) for pays in said), Reference("bank", "fair"))
                self.assertEqual(self.fact("trade_references", references=references), expected)
                self.assertEqual(self.fact("bank_reference", references=references), "fair")

    def test_the_newest_grade_still_valid(self):
        old, new = OutsideGrade("AAA", DAY - 9 * ONE), OutsideGrade("B", DAY - ONE, DAY)
        self.assertEqual(self.fact("outside_grade", grades=(old, new)), "B")
        self.assertEqual(self.fact("outside_grade", on=DAY + ONE, grades=(old, new)), "AAA")
        self.assertEqual(self.fact("outside_grade", grades=(OutsideGrade("A", DAY), OutsideGrade("D", DAY))), "D")
        self.assertIsNone(self.fact("outside_grade", grades=(OutsideGrade("A", DAY + ONE),)))

    def test_choices_of_ones_own_making(self):
        self.assertEqual(self.fact("legal_form", values={"legal_form": "cooperative"}), "other")
        self.assertIsNone(self.fact("premises", values={"premises": "tent"}))

    def test_no_is_not_unknown(self):
        self.assertIs(self.fact("litigation", values={"litigation": False}), False)
        self.assertIs(self.fact("insolvency", values={"insolvency": True}), True)
        self.assertIsNone(self.fact("litigation", values={"litigation": None}))
        self.assertEqual(self.fact("staff", values={"staff": 0.0}), 0)

    @given(answers, days)
    def test_every_fact_is_of_its_kind(self, given_, on):
        for code, value in facts(given_, on).items():
            definition = DEFINITIONS[code]
            if value is not None:
                types = {NUMBER: (int, float), CHOICE: (str,), FLAG: (bool,)}[definition.kind]
                self.assertIsInstance(value, types, code)
                self.assertTrue(definition.kind != CHOICE or value in definition.choices, code)

    @given(answers, days)
    def test_licences_never_become_valid_again(self, given_, on):
        today, tomorrow = (facts(given_, day)["licences_valid"] for day in (on, on + ONE))
        self.assertFalse(today is False and tomorrow)
