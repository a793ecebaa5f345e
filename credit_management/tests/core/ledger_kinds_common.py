from datetime import date

from ...core.ledger import column as ledger_column
from ...core.ledger import file as ledger_file
from ...core.ledger import profile as ledger_profile
from ...core.ledger import sheet as ledger_sheet
from ...core.ledger.doubt import Answers
from ...core.ledger.reading import Rules
from .core_common import CoreCase

TODAY = date(2026, 11, 28)

CODES = frozenset({"EUR", "USD", "GBP", "NOK", "INR", "CNY"})

HEADERS = ("Customer", "Invoice No", "Invoice Date", "Due Date", "Amount")


def look(content, own="EUR", days=None, **answers):
    """Table, columns with the profile of their program, and what is read."""
    told = Answers(**answers)
    table = ledger_file.load(content, answers=told)
    columns = ledger_column.guess(table.headers, table.body, table.mac)
    profile = ledger_profile.recognise(table.headers)
    if profile:
        columns = ledger_profile.apply(profile, columns)
    return table, columns, ledger_sheet.read(table, columns, Rules(TODAY, CODES, days, own, told))


def read(content, **options):
    return look(content, **options)[2]


def lines(text):
    return text.encode()


class LedgerKinds(CoreCase):
    """What the tests below share."""

    def assertOpen(self, reading, expected, doubts=()):
        """What is open of each number, and what is asked."""
        found = {one.number: round(one.amount - one.settled, 2) for one in reading.invoices}
        self.assertEqual((found, reading.faults), (expected, []))
        self.assertEqual([one.kind for one in reading.open_doubts], list(doubts))

    def assertAsked(self, columns, *headers):
        self.assertEqual([one.header for one in columns if one.rivals or one.clash or one.found.ambiguous], [*headers])
