"""The list of mutants that may survive, with the reason: survivors.txt.

Each entry is a line with the file and the scope, the line before, the line after, and the reason:

    limit/limits.py Component.over
    - return self.valid_to is not None and self.valid_to < on
    + return self.valid_to is not None and self.valid_to <= on
    = why it behaves the same, or
    ~ why it need not be noticed although it behaves otherwise
"""

from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("survivors.txt")
SAME, ACCEPTED = "=", "~"


@dataclass(frozen=True)
class Survivor:
    """A mutant known to survive. ``kind`` says whether it cannot differ or need not be noticed."""

    path: str
    key: tuple[str, str, str]
    kind: str
    reason: str


class UnreadableError(Exception):
    pass


def read(text):
    """The entries of the list, ``{(path, key): Survivor}``."""
    found = {}
    for entry in _entries(text):
        try:
            where, before, after, reason = entry
            path, scope = where.split(" ", 1)
        except ValueError:
            raise UnreadableError(f"four lines to an entry, the first with file and scope: {entry[0]}") from None
        if before[:1] != "-" or after[:1] != "+" or reason[:2] not in (f"{SAME} ", f"{ACCEPTED} "):
            raise UnreadableError(f"an entry begins its lines with -, + and a reason with = or ~: {where}")
        one = Survivor(path, (scope, before[2:], after[2:]), reason[0], reason[2:])
        found[path, one.key] = one
    return found


def _entries(text):
    lines = [line.rstrip() for line in text.splitlines() if not line.startswith("#")]
    entry = []
    for line in [*lines, ""]:
        if line:
            entry.append(line)
        elif entry:
            yield entry
            entry = []


def entry_of(path, mutant):
    scope, before, after = mutant.key
    return f"{path} {scope}\n- {before}\n+ {after}"


@dataclass(frozen=True)
class Tally:
    """What became of the mutants of one file."""

    path: str
    mutants: int
    killed: int
    same: int
    accepted: int
    new: tuple
    stale: tuple

    @property
    def share(self):
        """Killed / those that can differ, in percent."""
        counted = self.mutants - self.same
        return 100.0 * self.killed / counted if counted else 100.0


def tally(path, mutants, survived, known):
    """Hold what survived against the list.

    :param survived: of each mutant, whether it did
    """
    alive = [mutant for mutant, lives in zip(mutants, survived, strict=True) if lives]
    listed = [known[path, mutant.key] for mutant in alive if (path, mutant.key) in known]
    keys = {mutant.key for mutant in alive}
    return Tally(
        path,
        len(mutants),
        len(mutants) - len(alive),
        sum(one.kind == SAME for one in listed),
        sum(one.kind == ACCEPTED for one in listed),
        tuple(mutant for mutant in alive if (path, mutant.key) not in known),
        tuple(one for (of, key), one in known.items() if of == path and key not in keys),
    )
