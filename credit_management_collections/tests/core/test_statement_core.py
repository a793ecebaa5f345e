from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...core.message import compose
from ...core.recheck import recheck
from ...core.reminder import LEGAL, QUIET, RECENT, UNREACHABLE
from ...core.statement import STATED, state
from ...core.strategy import LETTER, NOT_YET, STANDARD, Strategy
from .collections_common import COINS, DAY, LADDER, ONE, credit, customer, drawn_credits, drawn_items, item

MONTHLY = replace(LADDER, statement_day=5)


def stated(items, credits=(), who=None, strategy=MONTHLY, on=DAY):
    return state(who or customer(), items, credits, strategy, on)


class TestWhoGetsOne:
    def test_all_that_is_open(self):
        items = [item(1, 100, late=-20), item(2, 50, late=40, disputed=True), item(3, 25, late=9, promised=True)]
        message = compose(stated([*items, item(4, 0, late=9)], [credit(9, 30)]), COINS)
        assert [line.item.id for line in message.sections[0].lines] == [2, 3, 1]
        assert message.totals == {"EUR": 145}
        assert (message.level, message.held) == (0, {})

    def test_none_where_the_strategy_has_none_or_nothing_is_open(self):
        for found in (stated([item(1, late=9)], strategy=LADDER), stated([]), stated([item(1, 0.0)])):
            assert (found.sends, found.reason, found.left_out) == (False, "", ())

    @pytest.mark.parametrize(
        ("reason", "values"),
        [
            (NOT_YET, {"on": date(2026, 6, 4)}),
            (STATED, {"who": customer(stated_on=date(2026, 6, 1))}),
            (RECENT, {"who": customer(contacted_on=DAY - 6 * ONE)}),
            (LEGAL, {"who": customer(stop=LEGAL)}),
            (UNREACHABLE, {"who": customer(reach=frozenset({"phone", "sms"}))}),
            (QUIET, {"strategy": replace(STANDARD, statement_day=5), "on": date(2026, 6, 6)}),
        ],
    )
    def test_by_the_rules_of_reminders(self, reason, values):
        found = stated([item(1, late=9)], **values)
        assert (found.sends, found.reason) == (False, reason)
        assert [one.reason for one in found.left_out] == [reason]

    def test_from_its_day_on_and_once_a_month(self):
        assert stated([item(1)], on=date(2026, 6, 5)).sends
        assert stated([item(1)], who=customer(stated_on=date(2026, 5, 31))).sends
        assert stated([item(1)], who=customer(contacted_on=DAY - 7 * ONE)).sends

    def test_on_paper_where_there_is_no_mail(self):
        assert stated([item(1)], who=customer(reach=frozenset({LETTER}))).channel == LETTER

    def test_a_day_that_every_month_has(self):
        assert Strategy(statement_day=28)
        for day in (-1, 29):
            with pytest.raises(ValueError, match="day of every month"):
                Strategy(statement_day=day)


@given(drawn_items(), drawn_credits(), st.booleans())
def test_never_below_zero_and_the_same_when_checked_again(items, credits, paid):
    found = stated(items, credits)
    message = compose(found, COINS)
    if message:
        assert all(section.total >= 0 for section in message.sections)
        assert {line.item.id for section in message.sections for line in section.lines} == {
            one.id for one in items if one.amount > 0
        }
    again = recheck(found, stated([] if paid else items, credits))
    assert again.reminder.sends == (found.sends and not paid)
    if found.sends and not paid:
        assert not again.changes
