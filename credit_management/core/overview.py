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
