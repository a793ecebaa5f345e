"""What the template of statements calculates itself: totals until their parts are given, and a check."""

from typing import Any, TypeAlias

from .statement import TOTALS
from .statement_value import BadValueError

CHECK = "check"  # the row that says whether the sheet balances
TOTAL_FORMULA = "=IF(COUNT("  # how the template adds up
NOT_CALCULATED = "not_calculated"  # a formula without a stored value
Cell: TypeAlias = tuple[BadValueError | None, Any]
EMPTY: Cell = (None, None)


def drop_calculated(grid: list[list[Cell]], lines: dict[int, str]) -> None:
    """Empty the check, and totals of the template that have no result; what a person typed stays."""
    for row, line in list(lines.items()):
        cells = grid[row]
        if line == CHECK:
            grid[row] = [EMPTY] * len(cells)
            del lines[row]
        elif line in TOTALS:
            grid[row] = [EMPTY if _is_empty_total(cell) else cell for cell in cells]


def _is_empty_total(cell: Cell) -> bool:
    bad, value = cell
    return bad is not None and bad.reason == NOT_CALCULATED and str(value).startswith(TOTAL_FORMULA)
