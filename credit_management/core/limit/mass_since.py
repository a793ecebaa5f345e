"""A mass change some time after it was shown: who is not as then, and the batch that takes it back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from .mass import raise_obstacle, told
from .mass_row import AHEAD, CLOSED, EXPIRY, GONE, MOVED_ON, SUSPENDED, Formula, Line, Row, is_later, mark


def token(lines: Iterable[Line], formula: Formula) -> str:
    """One mark of a whole preview: its formula, its rows, and the limits that were shown for them."""
    said = [repr(sorted(formula.by_grade.items())), repr(replace(formula, by_grade={}))]
    said += sorted(repr((line.account_id, line.mark, line.after, line.new_valid_to, line.reason)) for line in lines)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def changed_since(lines: Iterable[Line], rows: Iterable[Row], kind: str = EXPIRY) -> dict[int, str]:
    """The accounts that are not any more as they were shown, and how: ``moved_on`` or ``gone``.

    Lines that were left out count as well where they are given: who was closed then may not be closed now. What is
    asked for meanwhile keeps no limit from becoming less.

    :param kind: the formula of the preview
    """
    now = {row.account_id: row for row in rows}
    found = {}
    for line in lines:
        row = now.get(line.account_id)
        if row is None:
            found[line.account_id] = GONE
        elif mark(row, kind, line.lowers) != line.mark:
            found[line.account_id] = MOVED_ON
    return found


def counter(
    lines: Sequence[Line],
    rows: Iterable[Row],
    coin: float = 0.01,
    first: date | None = None,
    unlimited: Collection[int] | None = None,
) -> list[Line]:
    """The batch that takes another one back, from the figures of now.

    Whoever was given something else since, or is closed by now, is left as it is; so is an account that was merged
    with another one of the batch: it has two former limits.

    :param first: the day from which it holds; a limit that was over before it ends on that day
    :param unlimited: the accounts that the other batch left without a ceiling, where that is known
    """
    now = {row.account_id: row for row in rows}
    if unlimited is not None:  # an amount of zero may stand for nothing, and for everything
        now = {id_: replace(row, base=None) if row.unlimited != (id_ in unlimited) else row for id_, row in now.items()}
    changed = [line for line in lines if line.reason is None]
    times = Counter(line.account_id for line in changed)
    single = [line for line in changed if times[line.account_id] == 1]
    merged = [account_id for account_id, count in times.items() if count > 1]
    found = [_back(line, now.get(line.account_id), coin, first) for line in single]
    return found + [_left(now.get(account_id, Row(account_id)), MOVED_ON, coin) for account_id in merged]


def _left(row: Row, reason: str, coin: float) -> Line:
    amount = row.base or 0.0
    return told(row, amount, amount, row.valid_to, reason, coin)


def _back(line: Line, row: Row | None, coin: float, first: date | None) -> Line:
    if row is None:
        return Line(line.account_id, line.after, line.after, line.new_valid_to, line.new_valid_to, reason=GONE)
    amount = row.base or 0.0
    reason = next(
        (
            reason
            for reason, stands in {
                CLOSED: row.status == "closed",
                SUSPENDED: row.suspended,
                AHEAD: row.ahead,
                MOVED_ON: row.base is None or (row.base, row.valid_to) != (line.after, line.new_valid_to),
            }.items()
            if stands
        ),
        None,
    )
    last = line.valid_to if line.valid_to is None or first is None else max(line.valid_to, first)
    reason = reason or raise_obstacle(row, line.before > amount or is_later(last, row.valid_to))
    if reason is not None:
        return _left(row, reason, coin)
    return told(row, amount, line.before, last, None, coin)
