from datetime import date

from ...core.limit.limits import Component

DAY = date(2026, 6, 15)


def base(amount, start=DAY, end=None, **kwargs):
    return Component("base", amount, valid_from=start, valid_to=end, **kwargs)


def extra(amount, start=DAY, end=None):
    return Component("temporary", amount, valid_from=start, valid_to=end)
