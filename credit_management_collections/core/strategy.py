"""Strategy: in which steps, by which channels and on which days a customer is asked for what is due."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .item import Item

MAIL, LETTER, PHONE, SMS = CHANNELS = ("mail", "letter", "phone", "sms")
FRIENDLY, FIRM, FINAL = TONES = ("friendly", "firm", "final")
# Why no step is taken for an item on a day.
NOT_DUE, NOT_YET, SPACED, DONE = ("not_due", "not_yet", "spaced", "done")
ONE_DAY, WEEK = timedelta(days=1), 7
SATURDAY, SUNDAY = 5, 6
LATEST_STATEMENT = 28  # a day that every month has
MONDAY_TO_SUNDAY = frozenset(range(WEEK))


@dataclass(frozen=True, slots=True)
class Step:
    """``days`` from due: zero and below is a courtesy note before anything is late. ``otherwise`` are the channels to
    take, in this order, where the customer cannot be reached by the first.
    """

    days: int
    channel: str = MAIL
    tone: str = FRIENDLY
    otherwise: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := {self.channel, *self.otherwise} - set(CHANNELS):
            raise ValueError(f"no such channel: {sorted(unknown)}")
        if self.tone not in TONES:
            raise ValueError(f"no such tone: {self.tone!r}")

    def channel_for(self, reach: AbstractSet[str]) -> str | None:
        """The first of its channels by which a customer can be reached; None for none."""
        return next((one for one in (self.channel, *self.otherwise) if one in reach), None)


@dataclass(frozen=True, slots=True)
class Strategy:
    """``steps`` after due are levels, counted from 1, taken one after the other; those up to due are notes.

    ``gap``: at most one message a customer within so many days, whatever it is about. ``spacing``: at least so many
    days between two levels of one item, or the days between the two steps where these are fewer: who begins late with
    an old item does not send all its levels in a row. ``matching_days``: so long after a receipt no item is asked for
    that it is large enough to have paid; ``exact_days``: so long none that it is likely to have paid by its amount;
    see :mod:`.reminder`. ``minimums`` by currency: less than that is
    not asked for; nothing is too little in a currency that is not named. ``statement_day``: of the month from which
    statements are sent, 0 for none.
    """

    steps: tuple[Step, ...] = ()
    gap: int = 7
    spacing: int = 7
    matching_days: int = 3
    exact_days: int = 30
    minimums: Mapping[str, float] = field(default_factory=dict)
    quiet_weekdays: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    quiet_days: frozenset[date] = frozenset()
    statement_day: int = 0

    def __post_init__(self) -> None:
        days = [step.days for step in self.steps]
        if days != sorted(set(days)):
            raise ValueError(f"steps are in the order of their days, one a day: {days}")
        if min(self.gap, self.spacing, self.matching_days, self.exact_days) < 0:
            raise ValueError("days cannot be negative")
        if not 0 <= self.statement_day <= LATEST_STATEMENT:
            raise ValueError(f"not a day of every month: {self.statement_day}")
        if not MONDAY_TO_SUNDAY - self.quiet_weekdays:
            raise ValueError("a week without a day to send on")

    @property
    def levels(self) -> tuple[Step, ...]:
        """The steps after due: the level of an item is how many of them were taken."""
        return tuple(step for step in self.steps if step.days > 0)

    @property
    def notes(self) -> tuple[Step, ...]:
        """The steps up to the day it is due."""
        return tuple(step for step in self.steps if step.days <= 0)

    # === DAYS === #

    def is_quiet(self, on: date) -> bool:
        return on.weekday() in self.quiet_weekdays or on in self.quiet_days

    def sending_day(self, on: date) -> date:
        """The first day from one on that is not quiet."""
        while self.is_quiet(on):
            on += ONE_DAY
        return on

    # === STEPS === #

    def step_for(self, item: Item, on: date) -> Step | str:
        """The step that an item is due for on a day, or why there is none."""
        if item.days(on) <= 0:
            return self._note_for(item, on) or NOT_DUE
        levels = self.levels
        if item.level >= len(levels):
            return DONE
        step = levels[item.level]
        if item.days(on) < step.days:
            return NOT_YET
        return SPACED if on < self._spaced_from(item, levels) else step

    def _note_for(self, item: Item, on: date) -> Step | None:
        """The last note whose day has come, unless it was sent or a later one was; one that was missed is left out."""
        come = [step for step in self.notes if step.days <= item.days(on)]
        if not come or item.level or (item.noted is not None and item.noted >= come[-1].days):
            return None
        return come[-1]

    def _spaced_from(self, item: Item, levels: tuple[Step, ...]) -> date:
        """The first day on which the next level leaves enough days after the one before."""
        if item.level_on is None or not item.level:
            return date.min
        between = levels[item.level].days - levels[item.level - 1].days
        return item.level_on + timedelta(days=min(self.spacing, between))

    def next_day(self, item: Item, contacted_on: date | None, on: date) -> date | None:
        """The day on which an item is asked for next as things stand, today at the earliest; None after the last."""
        levels = self.levels
        if item.level >= len(levels):
            return None
        day = max(item.due + timedelta(days=levels[item.level].days), self._spaced_from(item, levels), on)
        if contacted_on is not None:
            day = max(day, contacted_on + timedelta(days=self.gap))
        return self.sending_day(day)


# === READY === #

# By age as Chinese receivables rules and European practice have it alike: a note, mails while it may be a slip, then a
# call, a letter, and the last one before it is handed over at about three months.
_STANDARD = (
    Step(-3),
    Step(5, otherwise=(LETTER,)),
    Step(15, otherwise=(LETTER,)),
    Step(30, PHONE, FIRM, (MAIL, LETTER)),
    Step(45, LETTER, FIRM, (MAIL,)),
    Step(75, LETTER, FINAL, (MAIL,)),
)
STANDARD = Strategy(_STANDARD)
READY = {
    "friendly": Strategy(
        (
            Step(-5),
            Step(10, otherwise=(LETTER,)),
            Step(25, otherwise=(LETTER,)),
            Step(45, PHONE, FRIENDLY, (MAIL, LETTER)),
            Step(60, LETTER, FIRM, (MAIL,)),
            Step(90, LETTER, FINAL, (MAIL,)),
        ),
        gap=10,
        spacing=10,
    ),
    "standard": STANDARD,
    "strict": Strategy(
        (
            Step(0),
            Step(3, MAIL, FIRM, (LETTER,)),
            Step(10, PHONE, FIRM, (MAIL, LETTER)),
            Step(20, LETTER, FIRM, (MAIL,)),
            Step(30, LETTER, FINAL, (MAIL,)),
        ),
        gap=5,
        spacing=5,
    ),
    # People who are known by name are called.
    "key_account": replace(
        STANDARD,
        steps=(
            Step(7, PHONE, FRIENDLY, (MAIL,)),
            Step(21, PHONE, FRIENDLY, (MAIL,)),
            Step(45, MAIL, FIRM, (LETTER,)),
            Step(75, LETTER, FINAL, (MAIL,)),
        ),
        gap=14,
        spacing=14,
    ),
}
