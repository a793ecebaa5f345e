"""Rows of a long table → the parts of it that fit a page each, so that every page has the heads of its columns."""


def parts(rows, first, rest):
    """
    :param first: how many rows fit below what stands on the first page
    :param rest: how many fit on every other page
    :return: lists of rows, at least one, in their order
    """
    if min(first, rest) < 1:
        raise ValueError(f"a page holds one row at least: {first}, {rest}")
    rows = list(rows)
    found = [rows[:first]]
    found += [rows[start : start + rest] for start in range(first, len(rows), rest)]
    return found
