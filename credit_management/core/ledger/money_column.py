"""Which columns of money belong together: of one currency, with tax or without, a balance or an amount."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..common import currency
from . import marks, number
from .bid import BLANK, UNREAD, Bid
from .header import DOCUMENT, HELD, LOCAL, is_credit_notes, plain
from .heading_words import NET, NO_TAX, TAXES, WITH_TAX
from .words import AMOUNT, CREDIT, CURRENCY, CUSTOMER, DEBIT, OPEN, PAID, REFERENCE

MONEY = (AMOUNT, PAID, OPEN, DEBIT, CREDIT, CURRENCY)
BESIDE = (PAID, OPEN)  # what may be in another currency than the amount
SMALLEST = 0.015  # how far tax and what it is on may be off, by rounding
LOOKED_AT = 500
FEWEST_STEPS = 3  # from one row of a customer to its next, to tell a balance that runs on


def find_side(bids: list[Bid]) -> str:
    """Document amount with document currency, local with local."""
    amounts = {bid.side for bid in bids if bid.meaning == AMOUNT and bid.fit < UNREAD}
    currencies = {bid.side for bid in bids if bid.meaning == CURRENCY and bid.fit < BLANK}
    if DOCUMENT in amounts and (currencies & {DOCUMENT, ""} or not currencies):
        return DOCUMENT
    if LOCAL in amounts and (LOCAL in currencies or not currencies):
        return LOCAL
    return DOCUMENT if DOCUMENT in amounts else ""


def fitting(bids: list[Bid], side: str, values: list[list[Any]]) -> list[Bid]:
    """The bids without those of the other side of the currency, unless both sides are the same amounts.

    What is paid and open is kept where only the other side tells it: better asked than left out.
    """
    if not side:
        return bids
    other = LOCAL if side == DOCUMENT else DOCUMENT
    ours = [bid.place for bid in bids if bid.meaning == AMOUNT and bid.side == side]
    theirs = [bid.place for bid in bids if bid.meaning == AMOUNT and bid.side == other]
    same = bool(ours and theirs) and values[ours[0]] == values[theirs[0]]
    named = ({AMOUNT} if ours else set()) | {bid.meaning for bid in bids if bid.meaning in BESIDE and bid.side == side}
    bids = [_below(bid) if bid.meaning in named and not bid.side else bid for bid in bids]
    alone = {meaning for meaning in BESIDE if not any(bid.meaning == meaning and bid.side != other for bid in bids)}
    kept = []
    for bid in bids:
        if bid.meaning not in MONEY or bid.side != other:
            kept.append(bid)
        elif (same and bid.meaning != AMOUNT) or bid.meaning in alone:
            kept.append(_below(bid))
    return sorted(kept)


def _below(bid: Bid) -> Bid:
    """The claim behind all others: the amount beside one of a named currency is in the other one."""
    return bid._replace(tier=HELD, rank=bid.rank + 10)


def clashes(headers: Sequence[str], bids: list[Bid], meanings: Mapping[int, str], values: list[list[Any]]) -> set[int]:
    """Columns of money whose currency no column tells, or that name another one: only the other currency has one."""
    sides = {bid.meaning: bid.side for bid in bids if meanings.get(bid.place) == bid.meaning}
    place = {meaning: index for index, meaning in meanings.items()}
    if AMOUNT not in place:
        return set()
    side = next((bid.side for bid in bids if bid.place == place[AMOUNT] and bid.meaning in (AMOUNT, OPEN)), "")
    codes = {cell for cell in values[place[CURRENCY]] if cell is not None} if CURRENCY in place else set()
    plainly = {bid.place for bid in bids if bid.meaning == AMOUNT and not bid.side and bid.fit < BLANK}
    unlike = [index for index in plainly - {place[AMOUNT]} if side and values[index] != values[place[AMOUNT]]]
    found = {
        place[meaning]
        for meaning in BESIDE
        if meaning in place and codes and sides[meaning] != side and (LOCAL in (sides[meaning], side) or unlike)
    }
    named = _named_otherwise(headers, place, codes)
    if len(codes) == 1:  # of one currency, perhaps the company's own: then amounts that are open are the same
        found = {index for index in found if not _any_same(values[index], values[place[AMOUNT]])}
    if not side:
        return found | named
    others = {bid.side for bid in bids if bid.meaning == CURRENCY and bid.fit < BLANK}
    wrong = sides[CURRENCY] not in (side, "") if CURRENCY in sides else side == DOCUMENT or bool(others)
    return found | named | {place[AMOUNT]} if wrong else found | named


def _named_otherwise(headers: Sequence[str], place: Mapping[str, int], codes: set[Any]) -> set[int]:
    """Columns of money whose heading names a currency that is not the one of each row, nor of the amount."""
    told = {meaning: currency.named_in(headers[place[meaning]]) for meaning in (AMOUNT, *BESIDE) if meaning in place}
    rows = {code for cell in codes for code in currency.codes_of(str(cell).strip())}
    found = {place[meaning] for meaning, sign in told.items() if sign and not rows <= set(currency.codes_of(sign))}
    unlike = {
        place[meaning]
        for meaning in BESIDE
        if told.get(meaning) and told[AMOUNT] and currency.are_apart((told[meaning], told[AMOUNT]))
    }
    return found | unlike


def _any_same(some: list[Any], others: list[Any]) -> bool:
    return any(one == other for one, other in zip(some, others, strict=True) if not marks.is_nothing(one))


def rises(index: int, form: str, meanings: Mapping[int, str], values: list[list[Any]]) -> bool:
    """Whether balances may be of customers and not of rows.

    None is below the one in the row before (or none above it), in three rows of one customer or as many steps of
    several; or all rows of each say the same.
    """
    place = next((index for index, meaning in meanings.items() if meaning in (CUSTOMER, REFERENCE)), None)
    told: dict[Any, list[float]] = {}
    for position, cell in enumerate(values[index]):
        amount = number.to_number(cell, form)
        if amount is not None and place is not None and values[place][position] is not None:
            told.setdefault(values[place][position], []).append(amount)
    several = [amounts for amounts in told.values() if len(amounts) > 1]
    if several and all(len(set(amounts)) == 1 for amounts in several):
        return True
    for way in (1, -1):  # the oldest first, or the newest
        runs = [[way * amount for amount in amounts] for amounts in several]
        rising = all(sorted(amounts) == amounts for amounts in runs)
        steps = sum(len(amounts) - 1 for amounts in runs if amounts[0] != amounts[-1])
        long = way == 1 and any(len(amounts) >= 3 and amounts[0] != amounts[-1] for amounts in runs)
        if rising and (long or steps >= FEWEST_STEPS):
            return True
    return False


def drop_half(headers: Sequence[str], meanings: dict[int, str]) -> None:
    """One of debit and credit alone is no side of the ledger, unless it holds credit notes beside an amount."""
    sides = {index: what for index, what in meanings.items() if what in (DEBIT, CREDIT)}
    if len(sides) != 1:
        return
    [(index, what)] = sides.items()
    if what == CREDIT and AMOUNT in meanings.values() and is_credit_notes(headers[index]):
        return
    del meanings[index]


def settle_open(values: list[list[Any]], meanings: dict[int, str], bids: list[Bid]) -> bool:
    """Of several columns that may be what is open, the one that is the amount less what is paid, in all rows.

    :return: whether there is one
    """
    place = {meaning: index for index, meaning in meanings.items()}
    others = [bid.place for bid in bids if bid.meaning == OPEN and bid.fit < BLANK and bid.place not in meanings]
    if not {AMOUNT, PAID, OPEN} <= place.keys() or not others:
        return False
    if _adds_up(values, place[OPEN], place[PAID], place[AMOUNT]):
        return True
    for other in dict.fromkeys(others):
        if _adds_up(values, other, place[PAID], place[AMOUNT]):
            del meanings[place[OPEN]]
            meanings[other] = OPEN
            return True
    return False


# === TAX === #


def settle_tax(
    headers: Sequence[str], values: list[list[Any]], meanings: dict[int, str], bids: list[Bid]
) -> tuple[bool, bool]:
    """Find out whether the amount is what the customer owes, tax included, where a column tells the tax.

    :return: whether that is certain; and whether it is doubtful
    """
    amount = next((index for index, meaning in meanings.items() if meaning == AMOUNT), None)
    taxes = [index for index, header in enumerate(headers) if index not in meanings and _is_tax(header)]
    taxes = [index for index in taxes if any(_numbers(values[index]))]
    if amount is None or not taxes:
        return False, False
    others = [bid.place for bid in bids if bid.meaning == AMOUNT and bid.fit < BLANK and bid.place not in meanings]
    for other in dict.fromkeys(others):
        if any(_adds_up(values, amount, tax, other) for tax in taxes):
            del meanings[amount]
            meanings[other] = AMOUNT
            return True, False
        if any(_adds_up(values, other, tax, amount) for tax in taxes):
            return True, False
    words = plain(headers[amount]).split()
    nets = [
        index for index, _header in enumerate(headers) if index not in (amount, *taxes) and _is_money(values[index])
    ]
    if WITH_TAX.intersection(words) or any(_adds_up(values, net, tax, amount) for net in nets for tax in taxes):
        return True, False
    return False, True


def _is_tax(header: str) -> bool:
    words = plain(header).split()
    return bool(TAXES.intersection(words)) and not (NET | NO_TAX).intersection(words)


def _is_money(cells: Sequence[Any]) -> bool:
    """Whether nothing but amounts stand in a column."""
    found = number.find_number_format(cells[:LOOKED_AT])
    return bool(found.form) and not found.unread and any(_numbers(cells))


def _numbers(cells: Sequence[Any]) -> list[float]:
    form = number.find_number_format(cells[:LOOKED_AT]).form
    return [number.to_number(cell, form) or 0.0 for cell in cells[:LOOKED_AT]] if form else []


def _adds_up(values: list[list[Any]], net: int, tax: int, gross: int) -> bool:
    told = list(zip(*(_numbers(values[index]) for index in (net, tax, gross)), strict=False))
    return bool(told) and all(abs(one + part - whole) < SMALLEST for one, part, whole in told)
