from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from ...core.item import Credit, Item
from ...core.reminder import Customer
from ...core.strategy import LETTER, Step, Strategy

settings.register_profile("collections", deadline=None, derandomize=True, max_examples=70)
settings.load_profile("collections")

DAY = date(2026, 6, 17)  # a Wednesday
ONE = timedelta(days=1)
COINS = {"EUR": 0.01, "CNY": 0.01, "JPY": 1.0}
LADDER = Strategy(
    (Step(-5), Step(5), Step(15, otherwise=(LETTER,)), Step(30, LETTER)),
    quiet_weekdays=frozenset(),
)


def item(number, amount=100.0, late=0, currency="EUR", **values):
    """An item so many days past due."""
    return Item(number, currency, amount, DAY - late * ONE, **values)


def credit(number, amount, age=30, currency="EUR", **values):
    """A credit that came so many days ago: old enough not to wait for being matched."""
    return Credit(number, currency, amount, DAY - age * ONE, **values)


def customer(**values):
    return Customer(**{"id": 7} | values)


amounts = st.integers(1, 40).map(lambda number: number * 25.0)
currencies = st.sampled_from(["EUR", "EUR", "EUR", "CNY"])


@st.composite
def drawn_items(draw, most=7):
    return [
        item(
            number,
            draw(st.sampled_from([0.0, *(one * 25.0 for one in range(1, 12))])),
            draw(st.integers(-10, 80)),
            draw(currencies),
            level=(level := draw(st.integers(0, 3))),
            level_on=DAY - draw(st.integers(0, 20)) * ONE if level else None,
            noted=draw(st.none() | st.just(-5)),
            disputed=draw(st.integers(0, 5)) == 0,
            promised=draw(st.integers(0, 5)) == 0,
            stopped_until=draw(st.none() | st.none() | st.integers(-3, 3).map(lambda days: DAY + days * ONE)),
        )
        for number in range(1, draw(st.integers(0, most)) + 1)
    ]


@st.composite
def drawn_credits(draw, most=3):
    return [
        credit(
            100 + number,
            draw(amounts),
            draw(st.integers(0, 8)),
            draw(currencies),
            kind=draw(st.sampled_from(["receipt", "credit_note"])),
            names=draw(st.just(frozenset()) | st.frozensets(st.integers(1, 7), max_size=2)),
        )
        for number in range(draw(st.integers(0, most)))
    ]


@st.composite
def drawn_customers(draw):
    return customer(
        reach=draw(st.sampled_from([frozenset({"mail", "letter", "phone"}), frozenset({"mail"}), frozenset()])),
        contacted_on=draw(st.none() | st.integers(0, 20).map(lambda days: DAY - days * ONE)),
        stop=draw(st.sampled_from(["", "", "", "legal"])),
    )
