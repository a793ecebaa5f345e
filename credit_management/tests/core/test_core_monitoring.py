from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ...core.exposure import aging
from ...core.monitoring import kinds
from ...core.monitoring import monitoring as core
from ...core.monitoring.figures import BUCKET_STARTS, MOST
from .core_common import CoreCase
from .core_monitoring_common import DAY, LIMIT, ONE, UTILISATION, Account, figures, late, using


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
            "reconciliation_age",
            "days_past_due",
            "overdue_amount",
            "evidence_gone",
        }
        for code in self.own_kinds():
            with self.subTest(code):
                self.assertEqual(core.Rule(1, code, 2, 1).is_cleared(None), code in gone)

    def own_kinds(self):
        """Those of this addon: others bring theirs, and their tests."""
        own = [code for code, kind in kinds.KINDS.items() if kind.measure.__module__ == kinds.__name__]
        self.assertGreater(len(own), 10)
        return own

    def test_more_is_worse_except_of_days_left(self):
        for code in self.own_kinds():
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
