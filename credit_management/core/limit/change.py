"""A granted request → the dated components that end, and those that begin.

What has been is never rewritten: a change begins today at the earliest, what it replaces ends the day before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from .authority import Dated, plans, rise
from .limits import BASE, ONE_DAY, TEMPORARY, Component, EffectiveLimit, ceilings, effective_limit, in_force
from .request import CLOSE, EXTEND, LOWER, RAISE, SUSPEND, TEMPORARILY, Asked
from .season import season_components


@dataclass(frozen=True, slots=True)
class End:
    """A component that ends early; one whose last day lies before its first is withdrawn and never counts."""

    component: Component
    last: date

    @property
    def is_withdrawn(self) -> bool:
        return self.last < self.component.valid_from


@dataclass(frozen=True, slots=True)
class Change:
    """Components that end and that begin."""

    ends: tuple[End, ...] = ()
    begins: tuple[Component, ...] = ()

    def applied(self, standing: Iterable[Component]) -> list[Component]:
        """The components with the change."""
        lasts = {end.component: end for end in self.ends}
        kept = []
        for component in standing:
            end = lasts.get(component)
            if end is None:
                kept.append(component)
            elif not end.is_withdrawn:
                kept.append(replace(component, valid_to=end.last))
        return kept + list(self.begins)


def base_of(components: Iterable[Component], on: date) -> EffectiveLimit:
    """The limit of a day without what is on top for a time."""
    return effective_limit([component for component in components if component.kind == BASE], on)


def change_of(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    """The components a granted request becomes.

    :param standing: those that count, each with a sequence of its own
    :param first: the day from which it stands, see :func:`core.limit.request.begins`
    """
    return _CHANGES[granted.kind](granted, standing, first)


def increase(change: Change, dated: Sequence[Dated], on: date, window: int, since: datetime) -> float:
    """By how much a change raises the limit, counted over the window: what its approval needs authority for.

    :param dated: the decided components of the account
    :param since: the moment the window begins
    """
    standing = [one.component for one in dated if not one.withdrawn]
    return rise(standing, change.applied(standing), on, window, plans(dated, since))


# === BY KIND === #


def _replace_base(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    """A new base limit follows the one in force; what is on top for a time stays."""
    amount = 0.0 if granted.unlimited else granted.amount
    return Change(begins=(Component(BASE, amount, granted.unlimited, first, granted.valid_to, _next(standing)),))


def _add(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    if granted.season is None or granted.until is None:
        return Change(begins=(Component(TEMPORARY, granted.amount, False, first, granted.valid_to, _next(standing)),))
    years = season_components(replace(granted.season, amount=granted.amount), first, granted.until)
    return Change(begins=tuple(replace(one, sequence=_next(standing) + one.sequence) for one in years))


def _extend(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    """What makes up the limit, or did until it was over, lasts until the new day; a cover lasts as long as it does.

    A base limit that follows already keeps its first day: the one before it is not extended beyond.
    """
    last = granted.valid_to
    begun: list[Component] = []
    for component in _extended(standing, first):
        end = component.valid_to
        if end is None or (last is not None and end >= last):
            continue
        start = first if component.kind == BASE else max(end + ONE_DAY, first)
        begun.append(replace(component, valid_from=start, valid_to=last, sequence=_next(standing) + len(begun)))
    return Change(begins=tuple(begun))


def _extended(standing: Sequence[Component], first: date) -> list[Component]:
    bases = [part for part in standing if part.kind == BASE and part.begun(first)]
    newest = max(bases, key=lambda part: (part.valid_from, part.sequence), default=None)
    extra = [part for part in in_force(standing, first) if part.kind == TEMPORARY]
    return extra if newest is None else [newest, *extra]


def _suspend(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    """No limit from the first day to the last; afterwards what would have stood without, for as long as it would have.

    Without a last day nothing comes back by itself.
    """
    last = granted.valid_to
    ends, begun = [], [Component(BASE, 0.0, False, first, last, _next(standing))]
    for component in standing:
        if _is_touched(component, first, last):
            ends.append(End(component, max(first - ONE_DAY, component.valid_from - ONE_DAY)))
            if component.kind == BASE or last is None:
                continue
            if component.valid_to is None or component.valid_to > last:
                begun.append(_again(component, last, standing, len(begun)))
    if last is not None and (base := _base_after(standing, last + ONE_DAY)) is not None:
        begun.append(_again(base, last, standing, len(begun)))
    return Change(tuple(ends), tuple(begun))


def _is_touched(component: Component, first: date, last: date | None) -> bool:
    """Whether a component would count between the days: one on top that lasts into them, or anything that begins."""
    begins_within = component.valid_from >= first and (last is None or component.valid_from <= last)
    return begins_within or (component.kind != BASE and component.begun(first) and not component.over(first))


def _base_after(standing: Sequence[Component], day: date) -> Component | None:
    """The base limit that would stand on a day and begins no later than the day before; None where it is over."""
    bases = [part for part in standing if part.kind == BASE and part.begun(day)]
    newest = max(bases, key=lambda part: (part.valid_from, part.sequence), default=None)
    return None if newest is None or newest.over(day) or newest.valid_from == day else newest


def _again(component: Component, last: date, standing: Sequence[Component], place: int) -> Component:
    return replace(component, valid_from=last + ONE_DAY, sequence=_next(standing) + place)


def _close(granted: Asked, standing: Sequence[Component], first: date) -> Change:
    return _suspend(replace(granted, kind=SUSPEND, valid_to=None), standing, first)


def _next(standing: Iterable[Component]) -> int:
    """A sequence later than any other."""
    return 1 + max((component.sequence for component in standing), default=0)


_CHANGES: dict[str, Callable[[Asked, Sequence[Component], date], Change]] = {
    RAISE: _replace_base,
    LOWER: _replace_base,
    TEMPORARILY: _add,
    EXTEND: _extend,
    SUSPEND: _suspend,
    CLOSE: _close,
}


# === LOWERED === #


def is_lowered(components: Sequence[Component], since: date, today: date) -> bool:
    """Whether the base limit of today is less than it was on a day since then: lowered, ended, or over."""
    now = _ceiling(components, today)
    changes = {day for one in components for day in (one.valid_from, one.valid_from - ONE_DAY, one.valid_to) if day}
    return any(_ceiling(components, day) > now for day in {since, *changes} if since <= day < today)


def _ceiling(components: Sequence[Component], day: date) -> float:
    return base_of(components, day).ceiling


def last_reduction(dated: Iterable[Dated], today: date) -> datetime | None:
    """The moment of the last decision that left less of the limit, on today or a day to come, than stood before it."""
    dated, found = list(dated), None
    before: list[Component] = []
    for moment in sorted({moment for one in dated for moment in (one.approved_on, one.ended_on) if moment}):
        after = [component for one in dated if (component := one.at(moment))]
        if _is_less(before, after, today):
            found = moment
        before = after
    return found


def _is_less(before: Sequence[Component], after: Sequence[Component], today: date) -> bool:
    days = {day for plan in (before, after) for day in ceilings(plan, today)}
    return any(effective_limit(after, day).ceiling < effective_limit(before, day).ceiling for day in days)
