"""Ratios of money to money: None where they say nothing.

Nothing is a share of a limit of zero: what is owed then exceeds it by an amount, and by no percentage.
"""


def share(amount: float, whole: float) -> float | None:
    """``amount`` as a share of ``whole``; None of nothing, or of less."""
    return amount / whole if whole > 0 else None


def over(amount: float, limit: float) -> float:
    """By how much ``amount`` exceeds a limit; 0 within it."""
    return max(amount - limit, 0.0)
