"""Which columns name the customer: a name, a number of its own, or an account that many share."""

import re
from collections.abc import Sequence
from typing import Any

from .bid import Bid
from .header import EXACT, plain
from .heading_words import ACCOUNT_WORDS
from .words import CUSTOMER, REFERENCE

PERSONS = frozenset(("contact", "contact name", "contact person", "name"))
COMPANY = "company"


def drop_persons(bids: list[Bid], headers: Sequence[str]) -> list[Bid]:
    """The claims without those of persons where another column names the customer itself."""
    plainly = any(
        bid.meaning == CUSTOMER and bid.tier == EXACT and bid.rank < 2 and plain(headers[bid.place]) not in PERSONS
        for bid in bids
    )
    persons = {"contact", "contact name", "contact person"}
    return [
        bid for bid in bids if not (plainly and bid.meaning == CUSTOMER and plain(headers[bid.place]) in persons)
    ]  # fmt: skip


def settle(headers: Sequence[str], values: list[list[Any]], meanings: dict[int, str], bids: list[Bid]) -> None:
    """Decide between name and number, in ``meanings``, by what stands in the columns."""
    place = {meaning: index for index, meaning in meanings.items()}
    name, reference = place.get(CUSTOMER), place.get(REFERENCE)
    if reference is not None and name is None:
        if not _are_codes(values[reference]) and any(bid[3:5] == (reference, CUSTOMER) for bid in bids):
            meanings[reference] = CUSTOMER  # "Account" above names
        return
    if name is None:
        return
    name = _prefer_company(headers, values, meanings, bids, name)
    if reference is None:
        _find_number(values, meanings, bids, name)
        return
    words = set(plain(headers[reference]).split())
    beside = not ACCOUNT_WORDS & set(plain(headers[name]).split())
    of_account = bool(words & ACCOUNT_WORDS) and not words & {"customer", "client", "debtor", "cust", "kunden"}
    if of_account and beside and not _one_each(values[reference], values[name], both=True):
        del meanings[reference]


def _prefer_company(
    headers: Sequence[str], values: list[list[Any]], meanings: dict[int, str], bids: list[Bid], name: int
) -> int:
    """The company beside the person in it, unless it is one's own in all rows."""
    if plain(headers[name]) not in PERSONS:
        return name
    for bid in bids:
        of_company = bid.meaning == CUSTOMER and bid.place not in meanings and COMPANY in plain(headers[bid.place])
        if of_company and len({value for value in values[bid.place] if value is not None}) > 1:
            del meanings[name]
            meanings[bid.place] = CUSTOMER
            return bid.place
    return name


def _find_number(values: list[list[Any]], meanings: dict[int, str], bids: list[Bid], name: int) -> None:
    """The customer's number in a column called "Customer" beside one with the name."""
    codes = [bid.place for bid in bids if bid.meaning == CUSTOMER and bid.rank == 1 and bid.tier == EXACT]
    other = [bid.place for bid in bids if bid.meaning == CUSTOMER and bid.place not in codes]
    if name in codes and other and _one_each(values[name], values[other[0]]) and _are_codes(values[name]):
        meanings[other[0]], meanings[name] = CUSTOMER, REFERENCE
        return
    code = next((index for index in codes if index not in meanings), None)
    if code is not None and _are_codes(values[code]) and _one_each(values[code], values[name]):
        meanings[code] = REFERENCE


def _are_codes(values: list[Any]) -> bool:
    told = [value for value in values if value is not None]
    return bool(told) and all(re.search(r"\d", str(value)) and " " not in str(value).strip() for value in told)


def _one_each(codes: list[Any], names: list[Any], both: bool = False) -> bool:
    """Whether each code has one name; with ``both``, each name one code too, and there is more than one."""
    pairs = {(code, name) for code, name in zip(codes, names, strict=True) if code is not None and name is not None}
    by_code, by_name = len({code for code, _name in pairs}), len({name for _code, name in pairs})
    return len(pairs) == by_code and (not both or len(pairs) == by_name)
