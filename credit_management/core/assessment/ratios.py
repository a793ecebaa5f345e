"""A customer's financial statement → the ratios that follow from it, or why there is none.

Ratios compare with the balance at the end of the period, never with an average, so that a first
statement gives the same figures as a second one. Flows of a period that is not twelve months long
are brought to twelve months wherever they meet a balance or another period; a year has 365 days.
"""

import math

from . import altman, key_figures
from .ratio import TOO_LARGE, Definition, NoValueError, Ratio
from .statement import Statement, completed

BETTER, SAME, WORSE = TRENDS = ("better", "same", "worse")
NOTICEABLE = 0.005  # a smaller relative change is none
DEFINITIONS = {**key_figures.DEFINITIONS, **altman.DEFINITIONS}


def ratios(statement: Statement, previous: Statement | None = None) -> dict[str, Ratio]:
    """Every ratio of a statement, in the order of the definitions.

    :param previous: the statement growth is counted from
    """
    now = completed(statement)
    before = previous and completed(previous)
    return {code: _evaluate(definition, now, before) for code, definition in DEFINITIONS.items()}


def _evaluate(definition: Definition, now: Statement, before: Statement | None) -> Ratio:
    try:
        value = definition.compute(now, before)
    except NoValueError as error:
        return Ratio(definition.code, None, error.reason, error.lines)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        return Ratio(definition.code, None, TOO_LARGE)
    return Ratio(definition.code, value)


def trend(code: str, value: float | None, previous: float | None) -> str | None:
    """How a ratio has moved: better, same or worse; None where one of the two has no value."""
    if value is None or previous is None:
        return None
    change = value - previous
    if abs(change) <= NOTICEABLE * max(abs(value), abs(previous)):
        return SAME
    return BETTER if (change > 0) == DEFINITIONS[code].rising else WORSE
