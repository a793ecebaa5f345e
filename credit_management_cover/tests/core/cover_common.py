from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from ...core.cover import Cover, Decision
from ...core.covered import Item

settings.register_profile("cover", deadline=None, derandomize=True)
settings.load_profile("cover")

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
FIRST, LAST = DAY - 200 * ONE, DAY + 100 * ONE


def insurance(*decisions, **values):
    """An insurance that has covered the customer from the start, up to a thousand."""
    found = decisions or (Decision("approved", 1000, FIRST),)
    return Cover(**{"id": 1, "kind": "insurance", "first": FIRST, "last": LAST, "decisions": found} | values)


def guarantee(amount=500, last=LAST, **values):
    return Cover(**{"id": 2, "kind": "guarantee", "amount": amount, "first": FIRST, "last": last} | values)


def deposit(amount=100, **values):
    return Cover(**{"id": 3, "kind": "deposit", "amount": amount, "first": FIRST} | values)


def item(number, amount, age=0, terms=30, **values):
    """An item invoiced so many days ago."""
    invoiced = DAY - age * ONE
    return Item(number, amount, invoiced, invoiced + terms * ONE, **values)


@st.composite
def drawn_items(draw):
    return [
        item(
            number,
            draw(st.integers(1, 90)) * 10.0,
            draw(st.integers(0, 90)),
            draw(st.sampled_from([0, 30, 60, 120])),
            excluded=draw(st.integers(0, 5)) == 0,
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def drawn_covers(draw):
    found = []
    if draw(st.booleans()):
        limit = draw(st.integers(0, 20)) * 100.0
        reporting = draw(st.none() | st.just(20))
        found.append(
            insurance(
                Decision("approved", limit, FIRST),
                Decision("reduced", limit / 2, DAY - draw(st.integers(0, 60)) * ONE),
                share=draw(st.sampled_from([80.0, 100.0])),
                max_days=draw(st.none() | st.just(60)),
                amount=draw(st.none() | st.just(700.0)),
                reporting_days=reporting,
            )
        )
    if draw(st.booleans()):
        found.append(guarantee(draw(st.integers(0, 9)) * 100.0, DAY + draw(st.integers(-5, 60)) * ONE, call_days=5))
    if draw(st.booleans()):
        found.append(deposit(draw(st.integers(0, 9)) * 100.0))
    return found
