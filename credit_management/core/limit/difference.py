"""From → to: whether a figure gets better or worse for who carries the risk."""

BETTER, SAME, WORSE = ("better", "same", "worse")


def turn(before: float | None, after: float | None, rising: bool = False) -> str:
    """Whether what is decided takes more risk.

    :param rising: whether a larger figure is the safer one
    """
    if before is None or after is None or before == after:
        return SAME
    return BETTER if (after > before) == rising else WORSE
