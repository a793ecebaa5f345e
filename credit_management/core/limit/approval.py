"""Steps of approval: how many people decide on a request, who may still do so, and who stands in for whom.

The steps follow from the amount and the risk class; each is one person, or so many of a committee. Nobody decides who
had a hand in the request, nobody twice, and who stands in for somebody absent decides by that person's authority and
is kept from whatever that person is kept from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from .authority import Authority

# Why somebody may not decide now.
HANDS, TWICE, NOT_A_MEMBER, AUTHORITY, DONE = OBSTACLES = ("hands", "twice", "not_a_member", "authority", "done")
OPEN, PASSED, FAILED = OUTCOMES = ("open", "passed", "failed")
REMIND, ESCALATE = "remind", "escalate"


@dataclass(frozen=True, slots=True)
class Step:
    """So many people who say yes. Without members anybody whose authority covers the increase is one of them; a
    committee decides as such, whatever its members may decide by themselves.
    """

    needed: int = 1
    members: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.needed < 1:
            raise ValueError("a step of approval takes at least one person")
        if self.members and self.needed > len(self.members):
            raise ValueError(f"{self.needed} of {len(self.members)} members can never agree")


ONE_PERSON = (Step(),)


@dataclass(frozen=True, slots=True)
class Rung:
    """The steps from an increase on: for one risk class, or for every class that has no rungs of its own."""

    above: float
    steps: tuple[Step, ...]
    risk_class: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is represented, both ends included."""

    person: int
    substitute: int
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.person == self.substitute:
            raise ValueError("nobody stands in for themselves")
        if self.last < self.first:
            raise ValueError("an absence cannot end before it begins")

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Vote:
    """A yes or no in a step; ``seat`` is the person it counts for, absent or not."""

    step: int
    person: int
    seat: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A request that waits: its steps, what it raises, who had a hand in it, and what was said so far."""

    steps: tuple[Step, ...]
    increase: float
    hands: frozenset[int] = frozenset()
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who may decide how much today, and who is away."""

    today: date
    authorities: Mapping[int, Authority] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()

    def seats(self, person: int) -> list[int]:
        """The people for whom somebody may speak: first for themselves, then for those absent, in the order of ids.

        Who stands in for somebody passes it on to nobody.
        """
        absent = {one.person for one in self.absences if one.substitute == person and one.covers(self.today)}
        return [person, *sorted(absent)]


def steps_for(rungs: Iterable[Rung], increase: float, risk_class: str | None) -> tuple[Step, ...]:
    """The steps of a request; one person with enough authority where no rung says more.

    Who defines rungs for a class means them instead of the general ones. Of several that fit the highest counts.
    """
    rungs = list(rungs)
    own = [rung for rung in rungs if risk_class is not None and rung.risk_class == risk_class]
    fitting = [rung for rung in own or [rung for rung in rungs if rung.risk_class is None] if increase > rung.above]
    highest = max(fitting, key=lambda rung: rung.above, default=None)
    return ONE_PERSON if highest is None else highest.steps


def strictest(found: Iterable[tuple[Step, ...]]) -> tuple[Step, ...]:
    """Of several that hold at once those that ask for the most people; of as many those with more of a committee.

    One member of a committee is not anybody with the authority.
    """

    def people(steps: tuple[Step, ...]) -> tuple[int, int, int]:
        seats = sum(step.needed for step in steps if step.members)
        return sum(step.needed for step in steps), len(steps), seats

    return max(found, key=people, default=ONE_PERSON)


# === WHAT WAS SAID === #


def standing_votes(case: Case, people: People) -> tuple[Vote, ...]:
    """The votes that still count: not those of people who would have no voice any more, by authority or as members.

    A yes by somebody who has lost the authority since is no yes; a no stays one.
    """
    return tuple(vote for vote in case.votes if not vote.agrees or _has_voice(vote, case, people))


def _has_voice(vote: Vote, case: Case, people: People) -> bool:
    step = case.steps[vote.step]
    if step.members:
        return vote.seat in step.members
    return _is_enough(people, vote.seat, case.increase)


def _is_enough(people: People, seat: int, increase: float) -> bool:
    authority = people.authorities.get(seat)
    return authority is not None and authority.covers(increase)


def state_of(case: Case, place: int, votes: Iterable[Vote]) -> str:
    """Whether a step has passed, has failed, or is open.

    One no ends a step of single people; a committee has failed once too few members are left to agree.
    """
    step = case.steps[place]
    said = [vote for vote in votes if vote.step == place]
    agreed = len({vote.seat for vote in said if vote.agrees})
    refused = len({vote.seat for vote in said if not vote.agrees})
    has_failed = len(step.members) - refused < step.needed if step.members else refused > 0
    if has_failed:
        return FAILED
    return PASSED if agreed >= step.needed else OPEN


def open_step(case: Case, people: People) -> tuple[int | None, str]:
    """The step that waits, and how all of them stand: passed only where every one has passed."""
    votes = standing_votes(case, people)
    for place in range(len(case.steps)):
        state = state_of(case, place, votes)
        if state != PASSED:
            return (place if state == OPEN else None), state
    return None, PASSED


# === WHO MAY === #


def seat_of(case: Case, person: int, people: People) -> tuple[int | None, str | None]:
    """For whom a person may decide on the open step now, or why for nobody.

    Of several reasons the one that is nearest to deciding is given.
    """
    place, _state = open_step(case, people)
    if place is None:
        return None, DONE
    found = [_obstacle(case, place, person, seat, people) for seat in people.seats(person)]
    for seat, obstacle in zip(people.seats(person), found, strict=True):
        if obstacle is None:
            return seat, None
    return None, min((one for one in found if one is not None), key=OBSTACLES.index)


def _obstacle(case: Case, place: int, person: int, seat: int, people: People) -> str | None:
    """Why a person may not decide for a seat: hands and earlier votes of both count."""
    both = {person, seat}
    if both & case.hands:
        return HANDS
    if any(both & {vote.person, vote.seat} for vote in standing_votes(case, people)):
        return TWICE
    step = case.steps[place]
    if step.members:
        return None if seat in step.members else NOT_A_MEMBER
    return None if _is_enough(people, seat, case.increase) else AUTHORITY


def entitled(case: Case, candidates: Collection[int], people: People) -> list[int]:
    """Who of the candidates may decide on the open step now, those with the smallest authority first."""
    seats = {person: seat_of(case, person, people)[0] for person in candidates}
    able = {person: _ceiling(people, seat) for person, seat in seats.items() if seat is not None}
    return sorted(able, key=lambda person: (able[person], person))


def _ceiling(people: People, seat: int) -> float:
    authority = people.authorities.get(seat)
    return 0.0 if authority is None else authority.ceiling


def can_pass(case: Case, candidates: AbstractSet[int], people: People) -> bool:
    """Whether enough people are left for every open step: each of them in one step only.

    Looked at when it is submitted, so that no request waits for people who do not exist.
    """
    first, state = open_step(case, people)
    if first is None:
        return state == PASSED
    said = standing_votes(case, people)
    free = {person for person in candidates if not {person} & case.hands}
    free -= {one for vote in said for one in (vote.person, vote.seat)}
    wants = []
    for place in range(first, len(case.steps)):
        step = case.steps[place]
        agreed = len({vote.seat for vote in said if vote.step == place and vote.agrees})
        able = {person for person in free if _obstacle(case, place, person, person, people) is None}
        wants += [able] * (step.needed - agreed)
    return _can_seat(wants)


def _can_seat(wants: Sequence[AbstractSet[int]]) -> bool:
    """Whether each want can have a person of its own (augmenting paths)."""
    taken: dict[int, int] = {}

    def seated(want: int, tried: set[int]) -> bool:
        for person in sorted(wants[want] - tried):
            tried.add(person)
            if person not in taken or seated(taken[person], tried):
                taken[person] = want
                return True
        return False

    return all(seated(want, set()) for want in range(len(wants)))


# === TIME === #


def nudge(waiting_since: date, today: date, remind: int, escalate: int, reminded: bool = False) -> str | None:
    """What is due for a step that waits: a reminder after some days, then who has more authority; 0 days is never."""
    waited = today - waiting_since
    if escalate and waited >= timedelta(days=escalate):
        return ESCALATE
    return REMIND if remind and not reminded and waited >= timedelta(days=remind) else None
