from statistics import mean, median

from hypothesis import given
from hypothesis import strategies as st

from ...core import figures
from ...core.figures import Dispute, Sent
from .collections_common import DAY, ONE

days = st.integers(0, 90)


def sent(ago, paid=None, following=None, level=1, channel="mail", amount=100.0):
    """A level sent so many days ago; paid, and followed by the next level, so many days after it."""
    on = DAY - ago * ONE
    return Sent(
        level,
        channel,
        amount,
        on,
        None if following is None else on + following * ONE,
        None if paid is None else on + paid * ONE,
    )


class TestEffectiveness:
    def step(self, *rows):
        (found,) = figures.effectiveness(rows, DAY)
        return found

    def test_paid_within_its_time(self):
        assert figures.is_cured(sent(60, 0))
        assert figures.is_cured(sent(60, 30))
        assert not figures.is_cured(sent(60, 31))
        assert not figures.is_cured(sent(60, -1)), "paid before it was sent"
        assert not figures.is_cured(sent(60))

    def test_the_next_level_takes_it_over(self):
        assert figures.is_cured(sent(60, 9, following=9)), "on its day the next one cannot have been read"
        assert not figures.is_cured(sent(60, 10, following=9))

    def test_what_has_had_no_time_yet_says_nothing(self):
        found = self.step(sent(29, 1), sent(30, 4), sent(40))
        assert (found.sent, found.known, found.cured, found.share, found.days) == (3, 2, 1, 0.5, 4)
        assert (found.known_amount, found.cured_amount) == (200, 100)
        assert self.step(sent(29, 1)).share is None
        assert self.step(sent(29, 1)).days is None

    def test_by_level_and_channel(self):
        rows = [sent(40, level=2), sent(40, 3, channel="letter"), sent(40)]
        found = figures.effectiveness(rows, DAY)
        known = [(one.level, one.channel, one.cured) for one in found]
        assert known == [(1, "letter", 1), (1, "mail", 0), (2, "mail", 0)]

    @given(st.lists(st.builds(sent, days, st.none() | st.integers(-5, 60), st.none() | st.integers(1, 40))))
    def test_counts_hold_together(self, rows):
        for one in figures.effectiveness(rows, DAY):
            assert 0 <= one.cured <= one.known <= one.sent
            assert one.cured_amount <= one.known_amount
            assert one.days is None or 0 <= one.days <= figures.CURE_DAYS
        assert sum(one.sent for one in figures.effectiveness(rows, DAY)) == len(rows)


class TestFirstContact:
    def test_who_was_never_spoken_to(self):
        found = figures.first_contact([(None, True, 2), (None, False, 3)])
        assert (found.contacted, found.waiting, found.unasked, found.median, found.latest) == (0, 2, 3, None, None)

    @given(st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.integers(1, 4)), min_size=1))
    def test_as_statistics_has_it(self, rows):
        found, plain = figures.first_contact(rows), [day for day, _open, count in rows for _one in range(count)]
        assert found.median == median(plain)
        assert abs(found.mean - mean(plain)) < 1e-9
        assert (found.contacted, found.latest) == (len(plain), max(plain))


class TestPromises:
    def test_by_how_they_ended(self):
        found = figures.promises([("kept", 2, 100.0, 100.0), ("broken", 1, 300.0, 20.0), ("partly", 1, 0.0, 0.0)])
        assert (found.kept, found.partly, found.broken, found.judged, found.share) == (2, 1, 1, 4, 0.3)

    def test_none(self):
        assert figures.promises([]).share is None

    def test_never_more_than_all(self):
        assert figures.promises([("kept", 1, 100.0, 130.0)]).share == 1.0


class TestDisputes:
    def test_by_age_of_open_ones(self):
        ages = (0, 14, 15, 30, 31, 60, 61, 400)
        (found,) = figures.disputes(Dispute("price", age, 10.0, True, age > 30) for age in ages)
        assert (found.ages, found.open, found.late, found.amount) == ((2, 2, 2, 2), 8, 4, 80.0)
        assert (found.closed, found.days) == (0, None)

    def test_time_to_solve_of_closed_ones(self):
        rows = [Dispute("tax", 10, 5.0, False), Dispute("tax", 20, 5.0, False), Dispute("price", 1, 0.0, True)]
        by_reason = {one.reason: one for one in figures.disputes(rows)}
        assert (by_reason["tax"].closed, by_reason["tax"].days, by_reason["tax"].amount) == (2, 15, 0)
        assert by_reason["tax"].open == 0

    def test_most_in_dispute_first(self):
        rows = [Dispute("tax", 1, 5.0, True), Dispute("price", 1, 50.0, True), Dispute("other", 9, 0.0, False)]
        assert [one.reason for one in figures.disputes(rows)] == ["price", "tax", "other"]


class TestCost:
    def test_of_what_came_in(self):
        costs = [figures.Cost("mail", 4, 2.0), figures.Cost("letter", 0, 0.0)]
        assert (costs[0].each, costs[1].each) == (0.5, 0.0)
        assert figures.cost_share(costs, 100.0) == 0.02
        assert figures.cost_share(costs, 0.0) is None
