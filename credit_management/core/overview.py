"""Exposure of a company as the overview shows it, and the source of its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Key: TypeAlias = Any  # of a grade or a bucket: whatever sorts

LIVE, KEPT, NOTHING = "live", "kept", "nothing"


def source(is_small: bool, kept_on: date | None) -> str:
    """Where the figures come from: a small company is summed up at each visit, a large one once a day.

    :param is_small: whether summing up takes no time
    :param kept_on: the day of the last complete snapshots, None without any
    """
    if is_small:
        return LIVE
    return KEPT if kept_on else NOTHING


@dataclass(frozen=True)
class Spread:
    """Amounts by grade and by bucket, with the sums of both.

    Grades and buckets are in the order asked for; ``None`` stands for what has none, and comes last.
    """

    grades: tuple[Key, ...]
    buckets: tuple[Key, ...]
    amounts: dict[tuple[Key, Key], float]  # {(grade, bucket): amount}

    def of(self, grade: Key, bucket: Key) -> float:
        return self.amounts.get((grade, bucket), 0.0)

    def of_grade(self, grade: Key) -> float:
        return sum(self.of(grade, bucket) for bucket in self.buckets)

    def of_bucket(self, bucket: Key) -> float:
        return sum(self.of(grade, bucket) for grade in self.grades)

    @property
    def total(self) -> float:
        return sum(self.amounts.values())


def spread(cells: Iterable[tuple[Key, Key, float]], grades: Sequence[Key], buckets: Sequence[Key]) -> Spread:
    """Put amounts in order.

    :param cells: tuples of grade, bucket and amount; several of one place add up
    :param grades: all there are, the best first; those without an amount are left out
    :param buckets: all there are, the youngest first; shown even where nothing is in them
    """
    amounts: dict[tuple[Key, Key], float] = {}
    for grade, bucket, amount in cells:
        amounts[grade, bucket] = amounts.get((grade, bucket), 0.0) + amount
    return Spread(
        tuple(_ordered(grades, {grade for (grade, _bucket), amount in amounts.items() if amount})),
        (*buckets, *_strangers(buckets, {bucket for (_grade, bucket), amount in amounts.items() if amount})),
        amounts,
    )


def _ordered(known: Sequence[Key], found: set[Key]) -> list[Key]:
    return [*(one for one in known if one in found), *_strangers(known, found)]


def _strangers(known: Sequence[Key], found: set[Key]) -> list[Key]:
    """Names that are not known, the nameless last: a grade put aside still has customers."""
    others = found - set(known)
    return sorted(others - {None}) + [None] * (None in others)


@dataclass(frozen=True)
class Part:
    """One of the largest: its amount, and what it and all larger ones are of the whole."""

    key: Key
    amount: float
    share: float
    cumulated: float


def pareto(amounts: Iterable[tuple[Key, float]], most: int) -> list[Part]:
    """The largest first, with the share that they have together; who is owed money is no part of what is owed.

    :param most: how many are told
    """
    owing = sorted(((key, amount) for key, amount in amounts if amount > 0), key=lambda row: -row[1])
    whole = sum(amount for _key, amount in owing)
    parts, together = [], 0.0
    for key, amount in owing[:most]:
        together += amount
        parts.append(Part(key, amount, amount / whole, min(together / whole, 1.0)))
    return parts


@dataclass(frozen=True)
class Moves:
    """Customers by the grade before and the grade now, both in the order asked for; ``None`` is no grade."""

    grades: tuple[Key, ...]
    counts: dict[tuple[Key, Key], int]  # {(before, now): customers}

    def of(self, before: Key, now: Key) -> int:
        return self.counts.get((before, now), 0)

    def steps(self, before: Key, now: Key) -> int:
        """How many steps worse, below zero better; nothing where one of them is no grade."""
        if None in (before, now):
            return 0
        return self.grades.index(now) - self.grades.index(before)

    @property
    def worse(self) -> int:
        return sum(count for move, count in self.counts.items() if self.steps(*move) > 0)

    @property
    def better(self) -> int:
        return sum(count for move, count in self.counts.items() if self.steps(*move) < 0)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def moves(rows: Iterable[tuple[Key, Key, int]], grades: Sequence[Key]) -> Moves:
    """Put counts in order.

    :param rows: tuples of the grade before, the grade now, and how many customers
    :param grades: all there are, the best first; those that nobody has or had are left out
    """
    counts: dict[tuple[Key, Key], int] = {}
    for before, now, count in rows:
        counts[before, now] = counts.get((before, now), 0) + count
    found = {grade for move, count in counts.items() if count for grade in move}
    return Moves(tuple(_ordered(grades, found)), counts)
