"""Rows of one number: one invoice in instalments, the same again, or invoices of several years."""

from dataclasses import replace

from . import doubt
from .document import Document, Work, same
from .ledger import SMALLEST, Instalment, Invoice
from .reading import ADDED_UP, ONCE, SAME_NUMBER, TWICE, TWICE_SIGNS
from .words import NUMBER

FEWEST_ALIKE = 3  # invoices whose rows have the same amounts, to tell that each row has the whole


def put_together(group: list[Document], work: Work) -> list[Invoice]:
    """The invoices that rows of one customer and number are."""
    first = group[0]
    if len(group) == 1:
        return [first.invoice]
    if len(years := _by_year(group)) > 1:
        work.reading.remark(SAME_NUMBER, f"{first.number} ({first.row})")
        return [one for year in years for one in put_together(year, work)]
    others = [one for one in group[1:] if one.invoiced != first.invoiced]
    signs = [one for one in group[1:] if one.amount * first.amount < 0]
    if others or signs or len({one.currency for one in group}) > 1:
        reason = TWICE_SIGNS if signs and not others else TWICE
        for one in signs if signs and not others else others or group[1:]:
            work.note(reason, one.row, NUMBER, f"{one.number} ({first.row})")
        return [first.invoice]
    alike = all(same(one.amount, first.amount) for one in group)
    dues = {one.due for one in group}
    parts = {one.part for one in group if one.part}
    if len(parts) == len(group) or (not alike and len(dues) > 1):
        return [_in_instalments(group)]
    return _ask_rows(group, alike, work)


def tell_lines(groups: list[list[Document]]) -> str:
    """Whether rows of one number are lines of it, in a file with columns of lines: then their amounts differ.

    :return: sum where they do; once where each row of several invoices has the same; else ""
    """
    several = [group for group in groups if len(group) > 1]
    alike = [all(same(one.amount, group[0].amount) for one in group) for group in several]
    if alike and not all(alike):
        return "sum"
    return "once" if len(alike) >= FEWEST_ALIKE else ""


def _by_year(group: list[Document]) -> list[list[Document]]:
    """Numbers that begin anew each year: rows of the same number that are a year of their own each."""
    years: dict[int, list[Document]] = {}
    for one in group:
        years.setdefault(one.invoiced.year, []).append(one)
    if len(years) < 2 or any(len({one.invoiced for one in year}) > 1 for year in years.values()):
        return [group]
    return [[replace(one, number=f"{one.number}/{year}") for one in some] for year, some in sorted(years.items())]


def _ask_rows(group: list[Document], alike: bool, work: Work) -> list[Invoice]:
    """Ask whether each row is the whole invoice or a part of it."""
    first, given = group[0], work.rules.answers.repeated or work.repeated
    sums = given == "sum"
    if work.repeated == "sum":
        for one in group[1:]:
            work.reading.remark(ADDED_UP, f"{one.number} ({one.row})")
    if not work.repeated:
        answered = bool(given) and (sums or alike)
        work.reading.ask(doubt.REPEATED, answered, group[1].row, f"{first.number} ({first.row})")
    if not sums and alike and len({(one.paid_on, one.paid) for one in group}) > 1:
        return [_paid_in_parts(group)]
    if not sums:
        for one in group[1:]:
            work.reading.leave(ONCE, one.row)
        return [first.invoice]
    if len({one.due for one in group}) > 1 or len({(one.paid_on, one.paid is None) for one in group}) > 1:
        return [_in_instalments(group)]
    paid = None if first.paid is None else sum(one.paid or 0.0 for one in group)
    return [replace(first, amount=round(sum(one.amount for one in group), 6), paid=paid).invoice]


def _paid_in_parts(group: list[Document]) -> Invoice:
    """One invoice with a row for each of its payments: a part for each, and one for what is left."""
    first = group[0]
    paid = [(one.paid_on, one.amount if one.paid is None else one.paid) for one in group if one.paid_on]
    parts = [Instalment(first.due, amount, day) for day, amount in paid if amount]
    rest = round(first.amount - sum(part.amount for part in parts), 6)
    if rest * first.amount < 0 and abs(rest) >= SMALLEST:  # more than there is: a fault of the invoice
        return replace(first, paid_on=max(day for day, _amount in paid), paid=first.amount - rest).invoice
    if abs(rest) >= SMALLEST:
        parts.append(Instalment(first.due, rest))
    return replace(replace(first, paid_on=None, paid=None).invoice, instalments=tuple(parts))


def _in_instalments(group: list[Document]) -> Invoice:
    parts = tuple(one.due_part for one in sorted(group, key=lambda one: one.due))
    first = replace(
        group[0], amount=round(sum(one.amount for one in group), 6), due=parts[-1].due, paid_on=None, paid=None
    )
    return replace(first.invoice, instalments=parts)
