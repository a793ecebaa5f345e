"""The currency of a row: what its column, the signs in its amounts and their heading say."""

from collections.abc import Mapping

from ..common.currency import are_apart, codes_of, named_in
from . import doubt
from .cells import Values
from .column import Column
from .document import Note
from .reading import CURRENCY_DIFFERS, UNKNOWN_CURRENCY, Reading, Rules
from .words import AMOUNT, CREDIT, CURRENCY, DEBIT


class RowCurrency:
    """Finds it for one row after the other."""

    def __init__(self, columns: Mapping[str, Column], rules: Rules, reading: Reading, note: Note) -> None:
        self.columns, self.rules, self.reading, self.note = columns, rules, reading, note

    def settle(self, values: Values, stated: str = "") -> bool:
        """Give the row the code in use for its currency, nothing for the company's own; False where it has none.

        :param stated: the code that stands beside the table; it says nothing where a column tells currencies
        """
        told = values.texts.get(CURRENCY, "")
        signs = values.signs
        if not told and not signs:
            headers = (self.columns[meaning].header for meaning in (AMOUNT, DEBIT, CREDIT) if meaning in self.columns)
            signs = set(filter(None, map(named_in, headers)))
        if not told and not signs and stated and CURRENCY not in self.columns:
            signs = {stated}
        if not told and not signs:
            return True
        if not told and are_apart(signs):
            self.note(CURRENCY_DIFFERS, values.row, AMOUNT, min(signs))
            return False
        code = self._code(told or min(signs, key=lambda sign: (len(codes_of(sign)), sign)), values.row)
        if not code:
            return False
        for sign in values.signs if told else ():
            if code not in codes_of(sign):
                self.note(CURRENCY_DIFFERS, values.row, AMOUNT, sign)
                return False
        values.texts[CURRENCY] = "" if code == self.rules.own_currency else code
        return True

    def _code(self, sign: str, row: int) -> str:
        possible = codes_of(sign)
        if len(possible) > 1:
            given = self.rules.answers.currency
            if self.rules.own_currency in possible:
                return self.rules.own_currency
            self.reading.ask(doubt.CURRENCY, given in possible, row, sign)
            return given if given in possible else self.rules.own_currency
        if possible[0] != self.rules.own_currency and possible[0] not in self.rules.currencies:
            self.note(UNKNOWN_CURRENCY, row, CURRENCY if CURRENCY in self.columns else AMOUNT, sign)
            return ""
        return possible[0]
