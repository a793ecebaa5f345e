"""Amounts → widths of the parts of one bar."""

from collections.abc import Sequence

LEAST = 1.0  # percent: a part that is there is seen


def widths(amounts: Sequence[float]) -> list[float]:
    """The share of each amount in percent; together 100, or nothing where there is nothing to show.

    What is below zero takes no room, and what is there at least a little.
    """
    shown = [max(amount, 0.0) for amount in amounts]
    whole = sum(shown)
    if not whole:
        return [0.0] * len(shown)
    parts = [max(100 * amount / whole, LEAST) if amount else 0.0 for amount in shown]
    return [100 * part / sum(parts) for part in parts]
