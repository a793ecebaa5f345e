from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.items import Ledger
from ...core.assessment.known import Known
from ...core.exposure import aging
from ...core.monitoring import habits, kinds
from ...core.monitoring import monitoring as core
from ...core.monitoring.figures import BUCKET_STARTS, MOST, Figures
from .core_common import CoreCase

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
UTILISATION = core.Rule(1, "utilisation", 90, 80)
LIMIT = {"limit_state": "limited", "limit_amount": 1000.0}


def figures(**known):
    return Figures(**({"on": DAY, "exposure": 1.0} | known))


def late(overdue, **known):
    return figures(overdue=overdue, oldest_days_past_due=40, receivable=overdue, **LIMIT, **known)


def using(percent, on=DAY):
    return figures(on=on, exposure=percent * 10.0, **LIMIT)


def events(judgement):
    return [verdict.event for verdict in judgement.verdicts]


class Account:
    """Alerts of an account, day by day."""

    def __init__(self, *rules):
        self.rules, self.standing, self.met = rules, {}, {}

    def day(self, known):
        judgement = core.judge(known, self.rules, self.standing, self.met)
        self.met = judgement.met_since
        for verdict in judgement.verdicts:
            self.follow(verdict)
        return events(judgement)

    def follow(self, verdict):
        if verdict.event in (core.CLEARED, core.REARMED):
            del self.standing[verdict.cause]
        elif verdict.event in (core.RAISED, core.CHANGED):
            rule = verdict.rule
            self.standing[verdict.cause] = core.Standing(rule.id, rule.warn, rule.severity)

    def mute(self):
        self.standing = {cause: replace(alert, muted=True) for cause, alert in self.standing.items()}


class TestMeasures(CoreCase):
    """Figures that each kind of rule reads."""

    def test_a_few_cents_overdue_are_no_warning_whatever_their_age_and_share(self):
        for kind, warn in (("days_past_due", 31), ("overdue_share", 50)):
            for floor in ({"overdue_min": 10.0}, {"overdue_min_percent": 1.0}):
                one = core.Rule(1, kind, warn, 0, **floor)
                for overdue, met in ((0.03, False), (10.0, False), (10.01, True)):
                    with self.subTest(kind=kind, overdue=overdue, **floor):
                        verdicts = core.judge(late(overdue), [one], {}, {}).verdicts
                        self.assertEqual([verdict.event for verdict in verdicts], [core.RAISED] if met else [])

    def test_floor(self):
        half = {"limit_state": "limited", "limit_amount": 150.0}
        for values, floor, overdue, measured in (
            ({}, {"overdue_min": 0.5}, 0.4, 0.0),
            ({}, {"overdue_min": 10.0}, 10.0, 0.0),
            ({}, {"overdue_min": 10.0}, 10.01, 45),
            (half, {"overdue_min_percent": 1.0}, 1.5, 0.0),
            (half, {"overdue_min_percent": 1.0}, 1.51, 45),
            ({"limit_state": "unlimited"}, {"overdue_min_percent": 100.0}, 0.5, 45),
            ({}, {}, 0.01, 45),
        ):
            with self.subTest(values=values, floor=floor, overdue=overdue):
                known = replace(late(overdue), **({"oldest_days_past_due": 45} | values))
                self.assertEqual(core.Rule(1, "days_past_due", 31, 0, **floor).measure(known), measured)

    def test_floor_is_of_what_is_overdue_only(self):
        self.assertEqual(core.Rule(1, "utilisation", 90, 0, overdue_min=10.0).measure(using(95)), 95)

    def test_without_a_floor_nothing_owed_has_no_share(self):
        known = replace(late(0.0), receivable=0.0)
        self.assertIsNone(core.Rule(1, "overdue_share", 50, 0).measure(known))
        self.assertEqual(core.Rule(1, "overdue_share", 50, 0, overdue_min=10.0).measure(known), 0.0)

    def test_table(self):
        buckets = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
        cases = [
            ("days_past_due", 0, {"oldest_days_past_due": 45}, 45),
            ("overdue_amount", 1, {"buckets": buckets}, 62),
            ("overdue_amount", 61, {"buckets": buckets}, 56),
            ("overdue_amount", 121, {"buckets": buckets}, 32),
            ("overdue_amount", 61, {}, 0),
            ("overdue_amount", 0, {"buckets": buckets}, 62),
            ("overdue_share", 0, {"overdue": 1.0, "receivable": 8.0}, 12.5),
            ("overdue_share", 0, {"overdue": 0.25, "receivable": 0.5}, 50),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.5, "exposure": 0.25}, 50),
            ("order_growth", 0, {"ordered": 9.0, "ordered_usually": 8.0}, 12.5),
            ("order_growth", 0, {"ordered": 900.0, "ordered_usually": 1.0}, 1000),
            ("concentration", 0, {"receivable": 1.0, "company_receivable": 8.0}, 12.5),
            ("concentration", 0, {"receivable": 0.25, "company_receivable": 0.5}, 50),
            ("overdue_share", 0, {"overdue": 25.0, "receivable": 50.0}, 50),
            ("overdue_share", 0, {}, None),
            ("utilisation", 0, {}, None),
            ("utilisation", 0, {"limit_state": "unlimited"}, None),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0}, MOST),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0, "exposure": 0.0}, 0),
            ("utilisation", 0, LIMIT | {"exposure": 900.0}, 90),
            ("utilisation", 0, LIMIT | {"exposure": 900_000.0}, MOST),
            ("utilisation", 0, {"limit_state": "limited", "limit_amount": 0.0, "exposure": 0.0}, 0.0),
            ("limit_expiry", 0, {"limit_valid_to": DAY + 30 * ONE}, 30),
            ("limit_expiry", 0, {"limit_valid_to": DAY - ONE}, -1),
            ("limit_expiry", 0, {}, None),
            ("document_expiry", 0, {"document_valid_to": DAY}, 0),
            ("review_overdue", 0, {"next_review": DAY - 3 * ONE}, 3),
            ("slowing_payer", 0, {"slowing": 12.5}, 12.5),
            ("score_drop", 90, {"score": 60.0, "earlier": {90: (75.0, 1)}}, 15),
            ("score_drop", 90, {"score": 60.0, "earlier": {30: (75.0, 1)}}, None),
            ("score_drop", 90, {"earlier": {90: (75.0, 1)}}, None),
            ("grade_drop", 90, {"grade": 3, "earlier": {90: (75.0, 1)}}, 2),
            ("grade_drop", 90, {"grade": 3, "earlier": {90: (75.0, None)}}, None),
            ("order_growth", 0, {"ordered": 300.0, "ordered_usually": 100.0}, 200),
            ("order_growth", 0, {"ordered": 300.0}, None),
            ("statement_age", 0, {"statement_end": date(2024, 12, 31)}, 531),
            ("concentration", 0, {"receivable": 20.0, "company_receivable": 80.0}, 25),
            ("concentration", 0, {"receivable": 20.0}, None),
            ("evidence_gone", 0, {"evidence_gone": 25.0}, 25),
            ("evidence_gone", 0, {}, None),
        ]
        for kind, days, known, expected in cases:
            with self.subTest(kind=kind, known=known):
                self.assertEqual(core.Rule(1, kind, 1, 0, days=days).measure(figures(**known)), expected)

    def test_usual_orders(self):
        self.assertEqual(habits.usually(600.0, DAY - 180 * ONE, DAY), 100.0)
        self.assertIsNone(habits.usually(600.0, DAY - 89 * ONE, DAY))

    def test_usual_orders_are_told_from_three_months_on(self):
        self.assertEqual(habits.usually(300.0, DAY - 90 * ONE, DAY), 100.0)
        self.assertAlmostEqual(habits.usually(100.0, DAY - 105 * ONE, DAY), 100 / 3.5)

    def slowing(self, *paid, overdue=()):
        """Of one customer.

        :param paid: pairs of age of the payment and days late
        :param overdue: days past due
        """
        today = 1000
        settled = np.array([today - age for age, _late in paid], int)
        due = np.array([today - age - late for age, late in paid] + [today - days for days in overdue], int)
        count = len(paid)
        ledger = Ledger(
            1,
            np.zeros(len(due), int),
            due - 30,
            due,
            np.full(len(due), 100.0),
            np.arange(count),
            settled,
            np.full(count, 100.0),
            np.ones(count, bool),
        )
        return habits.slowing(Known(ledger, np.array([today])))[0]

    def test_one_slow_invoice_is_no_habit(self):
        past = [(100 + 20 * number, 0) for number in range(5)]
        self.assertEqual(self.slowing(*past, (10, 20), (20, 20)), 20)
        self.assertIsNone(self.slowing(*past, (10, 20)), "one recent payment")
        self.assertIsNone(self.slowing(*past[1:], (10, 20), (20, 20)), "four earlier ones")
        self.assertIsNone(self.slowing((10, 20), (20, 20)), "nothing to compare with")

    def test_recent_is_less_than_sixty_days(self):
        past = [(100 + 20 * number, 0) for number in range(5)]
        self.assertEqual(self.slowing(*past, (59, 20), (59, 20)), 20)
        self.assertIsNone(self.slowing(*past, (60, 20), (59, 20)))

    def test_overdue_counts_as_paid_late_today(self):
        past = [(100 + 20 * number, 4) for number in range(5)]
        self.assertEqual(self.slowing(*past, overdue=(10, 30)), 20 - 4)

    def test_slowing(self):
        """Ten months on the day, then 20 days late: and nothing is said of who has paid twice."""
        today = 1000
        due = np.array([today - 300, today - 250, today - 200, today - 150, today - 100, today - 40, today - 30])
        late = np.array([0, 0, 0, 0, 0, 20, 20])
        many, few = np.zeros(7, int), np.ones(2, int)
        item = np.arange(9)
        ledger = Ledger(
            2,
            np.concatenate([many, few]),
            np.concatenate([due, due[-2:]]) - 30,
            np.concatenate([due, due[-2:]]),
            np.full(9, 100.0),
            item,
            np.concatenate([due + late, (due + late)[-2:]]),
            np.full(9, 100.0),
            np.ones(9, bool),
        )
        known = Known(ledger, np.array([today, today]))
        self.assertEqual(habits.slowing(known), [20.0, None])


class TestThresholds(CoreCase):
    """To the cent and to the day, both ways."""

    def test_rising(self):
        for percent, expected in ((89.99, []), (90, [core.RAISED]), (95, [core.RAISED])):
            self.assertEqual(Account(UTILISATION).day(using(percent)), expected, percent)
        for percent, expected in ((80.01, [core.KEPT]), (80, [core.CLEARED]), (10, [core.CLEARED])):
            account = Account(UTILISATION)
            account.day(using(90))
            self.assertEqual(account.day(using(percent)), expected, percent)

    def test_falling(self):
        rule = core.Rule(1, "limit_expiry", 30, 60)
        for days, expected in ((31, []), (30, [core.RAISED]), (-5, [core.RAISED])):
            self.assertEqual(Account(rule).day(figures(limit_valid_to=DAY + days * ONE)), expected)
        account = Account(rule)
        account.day(figures(limit_valid_to=DAY))
        self.assertEqual(account.day(figures(limit_valid_to=DAY + 59 * ONE)), [core.KEPT])
        self.assertEqual(account.day(figures(limit_valid_to=DAY + 60 * ONE)), [core.CLEARED])

    def test_flapping_rules(self):
        self.assertTrue(core.Rule(1, "utilisation", 90, 90).flaps)
        self.assertTrue(core.Rule(1, "utilisation", 90, 95).flaps)
        self.assertFalse(UTILISATION.flaps)
        self.assertTrue(core.Rule(1, "limit_expiry", 30, 20).flaps)
        self.assertFalse(core.Rule(1, "limit_expiry", 30, 31).flaps)

    def test_no_limit_any_more(self):
        """Without a limit there is nothing to use up; a payer of whom nothing new is known stays as he is."""
        account = Account(UTILISATION, core.Rule(2, "slowing_payer", 10, 5))
        account.day(figures(slowing=20.0, exposure=900.0, **LIMIT))
        self.assertEqual(account.day(figures()), [core.KEPT, core.CLEARED])

    def test_what_is_not_known_any_more(self):
        """A limit, a document or a review that is gone is no cause; figures that are only not known yet stay one."""
        gone = {
            "utilisation",
            "limit_expiry",
            "document_expiry",
            "review_overdue",
            "overdue_share",
            "concentration",
            "statement_age",
            "days_past_due",
            "overdue_amount",
            "evidence_gone",
        }
        for code in kinds.KINDS:
            with self.subTest(code):
                self.assertEqual(core.Rule(1, code, 2, 1).is_cleared(None), code in gone)

    def test_more_is_worse_except_of_days_left(self):
        for code in kinds.KINDS:
            with self.subTest(code):
                self.assertEqual(core.Rule(1, code, 2, 1).is_met(3), code not in ("limit_expiry", "document_expiry"))

    def test_bands_and_bounds(self):
        self.assertEqual(BUCKET_STARTS, aging.DEFAULT_STARTS)
        self.assertEqual(MOST, 1000)

    def test_scope(self):
        rule = replace(UTILISATION, risk_classes=frozenset({"high"}), company_id=7)
        fitting = replace(using(95), risk_class="high", company_id=7)
        self.assertEqual(Account(rule).day(fitting), [core.RAISED])
        self.assertEqual(Account(rule).day(replace(fitting, risk_class="low")), [])
        self.assertEqual(Account(rule).day(replace(fitting, company_id=8)), [])
        account = Account(rule)
        account.day(fitting)
        self.assertEqual(account.day(replace(fitting, risk_class="low")), [core.CLEARED])

    def test_small_customers(self):
        """The floor keeps an alert from being raised, and never clears one."""
        account = Account(replace(UTILISATION, exposure_min=950.0))
        self.assertEqual(account.day(using(94.9)), [])
        self.assertEqual(account.day(using(95)), [core.RAISED])
        self.assertEqual(account.day(using(91)), [core.KEPT])

    def test_grace(self):
        account = Account(replace(UTILISATION, grace=2))
        self.assertEqual(account.day(using(95)), [])
        self.assertEqual(account.day(using(95, DAY + ONE)), [])
        self.assertEqual(account.day(using(95, DAY + 2 * ONE)), [core.RAISED])
        interrupted = Account(replace(UTILISATION, grace=2))
        for day, percent in enumerate((95, 89, 95, 95)):
            self.assertEqual(interrupted.day(using(percent, DAY + day * ONE)), [])


class TestOneCause(CoreCase):
    """Rules of one cause share an alert; what somebody has closed stays quiet."""

    OVER = core.Rule(2, "utilisation", 105, 100, core.CRITICAL)

    def test_more_and_less_severe(self):
        account = Account(UTILISATION, self.OVER)
        seen = [account.day(using(percent)) for percent in (92, 110, 101, 100, 85, 80)]
        expected = [core.RAISED, core.CHANGED, core.KEPT, core.CHANGED, core.KEPT, core.CLEARED]
        self.assertEqual(seen, [[event] for event in expected])

    def test_figure_is_the_one_that_no_floor_takes_away(self):
        floored = core.Rule(1, "overdue_share", 0.4, 0.1, overdue_min=10.0)
        free = replace(floored, id=2, overdue_min=0.0)
        known = replace(late(0.5), receivable=100.0)
        for rules in ((floored, free), (free, floored)):
            (verdict,) = core.judge(known, rules, {}, {}).verdicts
            self.assertEqual((verdict.event, verdict.value), (core.RAISED, 0.5))
        nothing, standing = replace(late(0.0), receivable=0.0), {free.cause: core.Standing(2, 0.4, core.WARNING)}
        for rules in ((floored, free), (free, floored)):
            (verdict,) = core.judge(nothing, rules, standing, {}).verdicts
            self.assertEqual((verdict.event, verdict.value), (core.CLEARED, 0.0))

    def test_muted_until_it_clears_or_gets_worse(self):
        account = Account(UTILISATION, self.OVER)
        account.day(using(95))
        account.mute()
        self.assertEqual(account.day(using(95)), [])
        self.assertEqual(account.day(using(80)), [core.REARMED])
        self.assertEqual(account.day(using(95)), [core.RAISED])
        account.mute()
        self.assertEqual(account.day(using(105)), [core.RAISED])

    def test_a_rule_that_followed_from_another_is_taken_back_with_it(self):
        """The alert of 105 percent says 90 too: at 85 it is one of 90, and only at 80 none."""
        account = Account(UTILISATION, self.OVER)
        account.day(using(110))
        self.assertEqual(account.day(using(85)), [core.CHANGED])
        self.assertEqual(account.standing["utilisation"].rule_id, UTILISATION.id)
        self.assertEqual(account.day(using(80)), [core.CLEARED])

    def test_a_rule_that_never_warned_keeps_no_alert(self):
        early, late = core.Rule(1, "utilisation", 90, 88), core.Rule(2, "utilisation", 95, 85)
        account = Account(early, late)
        account.day(using(91))
        self.assertEqual(account.day(using(87)), [core.CLEARED])
        account.day(using(96))
        self.assertEqual(account.day(using(87)), [core.KEPT])

    def test_a_graver_rule_that_has_not_warned_itself_leaves_the_severity(self):
        """It follows from the alert and holds on to it, but customers as small as this one it never warns of."""
        lighter = core.Rule(1, "utilisation", 90, 88)
        graver = core.Rule(2, "utilisation", 80, 70, core.CRITICAL, exposure_min=10**6)
        account = Account(lighter, graver)
        account.day(using(91))
        self.assertEqual(account.day(using(85)), [core.KEPT])

    def test_the_farther_rule_speaks_for_the_cause(self):
        for code, near, far, value in (("days_past_due", 10, 20, 25), ("limit_expiry", 60, 30, 5)):
            known = (
                {"oldest_days_past_due": value} if code == "days_past_due" else {"limit_valid_to": DAY + value * ONE}
            )
            pair = [core.Rule(1, code, near, near), core.Rule(2, code, far, far)]
            (verdict,) = core.judge(figures(**known), pair, {}, {}).verdicts
            self.assertEqual(verdict.rule.id, 2, code)
        same = [core.Rule(number, "days_past_due", 10, 5) for number in (2, 1, 3)]
        (verdict,) = core.judge(figures(oldest_days_past_due=12), same, {}, {}).verdicts
        self.assertEqual(verdict.rule.id, 1, "of equal ones the first")

    def test_other_days_are_another_cause(self):
        rules = [core.Rule(days, "overdue_amount", 10, 5, days=days) for days in (1, 61)]
        self.assertEqual(Account(*rules).day(figures(buckets=(0, 0, 0, 20, 0, 0))), [core.RAISED] * 2)


@st.composite
def rule(draw, number):
    warn = draw(st.integers(1, 100))
    return core.Rule(
        number,
        draw(st.sampled_from(["utilisation", "days_past_due"])),
        warn,
        draw(st.integers(0, warn - 1)),
        draw(st.sampled_from(core.SEVERITIES)),
        grace=draw(st.integers(0, 2)),
        exposure_min=draw(st.sampled_from([0, 0, 500])),
    )


rules = st.integers(1, 5).flatmap(lambda count: st.tuples(*(rule(number) for number in range(count))))
histories = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), min_size=1, max_size=30)


def known_on(number, percent, days):
    return replace(using(percent, DAY + number * ONE), oldest_days_past_due=days)


class TestProperties(CoreCase):
    """Properties that hold for any rules and any history."""

    @given(rules, histories, st.randoms())
    def test_order_does_not_matter(self, rules, history, random):
        shuffled = list(rules)
        random.shuffle(shuffled)
        one, other = Account(*rules), Account(*shuffled)
        for number, today in enumerate(history):
            self.assertEqual(one.day(known_on(number, *today)), other.day(known_on(number, *today)))
            self.assertEqual(one.standing, other.standing)

    @given(rules, histories)
    def test_one_verdict_a_cause(self, rules, history):
        account = Account(*rules)
        for number, today in enumerate(history):
            judgement = core.judge(known_on(number, *today), rules, account.standing, account.met)
            causes = [verdict.cause for verdict in judgement.verdicts]
            self.assertEqual(len(causes), len(set(causes)))
            for verdict in judgement.verdicts:
                self.assertEqual(verdict.cause in account.standing, verdict.event != core.RAISED)
            account.day(known_on(number, *today))

    @given(st.integers(2, 100), st.data())
    def test_between_the_thresholds_nothing_happens(self, warn, data):
        """Once raised it is kept, and without an alert none is raised: whatever the figure does in between."""
        rule = core.Rule(1, "utilisation", warn, data.draw(st.integers(0, warn - 2)))
        between = data.draw(st.lists(st.integers(int(rule.clear) + 1, warn - 1), max_size=20))
        raised, calm = Account(rule), Account(rule)
        raised.day(using(warn))
        for percent in between:
            self.assertEqual(raised.day(using(percent)), [core.KEPT])
            self.assertEqual(calm.day(using(percent)), [])

    @given(rules, histories)
    def test_the_same_figures_again_change_nothing(self, rules, history):
        account = Account(*rules)
        for number, today in enumerate(history):
            account.day(known_on(number, *today))
            again = core.judge(known_on(number, *today), rules, account.standing, account.met)
            self.assertEqual({verdict.event for verdict in again.verdicts} - {core.KEPT}, set())
