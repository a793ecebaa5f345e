"""A tax number and the country it is of → whether it can be one, by python-stdnum."""

from __future__ import annotations

import stdnum.eu.vat
from stdnum.exceptions import ValidationError
from stdnum.util import get_cc_module

# What stdnum knows under another name than the country's code.
ALIASES = {"gr": "el"}


def is_possible(country: str, number: str) -> bool:
    """Whether a number can be the tax number of a company there; one of a country without a known form can.

    :param country: code of two letters; nothing where it is not known
    """
    code = country.lower()
    if not code or not number:
        return True
    if code in stdnum.eu.vat.MEMBER_STATES or code in ALIASES:
        return _passes(stdnum.eu.vat, number) or _passes(stdnum.eu.vat, ALIASES.get(code, code) + number)
    module = get_cc_module(code, "vat")
    if module is None:
        return True
    bare = number.strip()
    return _passes(module, bare) or bare.lower().startswith(code) and _passes(module, bare[len(code) :])


def _passes(module: object, number: str) -> bool:
    try:
        module.validate(number)  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True
