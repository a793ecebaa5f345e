"""Lists of what customers owe in all: read, or refused with the reason."""

from ...core.ledger import file as ledger_file
from ...core.ledger import totals
from .core_common import CoreCase
from .ledger_sheet_common import text_file, workbook


class TestLedgerTotals(CoreCase):
    """Aging summaries, balances, and two columns typed by hand."""

    def read_list(self, content):
        return {(one.reference, one.name, one.currency): one.amount for one in totals.read(ledger_file.load(content))}

    def test_an_aging_summary(self):
        content = text_file([
            ("Customer", "Current", "1 - 30", "31 - 60", "> 60", "Total"), ("Alder", "10.00", "", "5.00", "", "15.00"),
            ("Beech", "", "", "", "-7.50", "-7.50"), ("TOTAL", "10.00", "", "5.00", "-7.50", "7.50"),
        ])  # fmt: skip
        self.assertEqual(self.read_list(content), {("", "Alder", ""): 15, ("", "Beech", ""): -7.5})

    def test_ways_to_write_it(self):
        found = {("", "Alder", ""): 1234.5, ("", "Beech", ""): 20}
        for content in (
            b"Kunde;Saldo\nAlder;1.234,50\nBeech;20,00\nSumme;1.254,50\n",
            b"Kund;Saldo\nAlder;1 234,50\nBeech;20,00\n",
            '得意先名,残高\nAlder,"1,234.50"\nBeech,20.00\n合計,"1,254.50"\n'.encode(),
            workbook([("Customer", "Balance"), ("Alder", 1234.5), ("Beech", 20.0)]),
            b"Customer,Debit,Credit\nAlder,1234.50,\nBeech,40.00,20.00\n",
            b"Customer,Balance\nAlder,1000.00\nBeech,20.00\nAlder,234.50\n",
        ):
            with self.subTest(content[:40]):
                self.assertEqual(self.read_list(content), found)

    def test_number_and_currency(self):
        content = b"Customer No,Customer,Currency,Balance\nK1,Alder,EUR,5.00\nK1,Alder,USD,6.00\n"
        self.assertEqual(self.read_list(content), {("K1", "Alder", "EUR"): 5, ("K1", "Alder", "USD"): 6})

    def test_what_is_not_certain(self):
        for content, reason in (
            (b"What,Balance\nAlder,5.00\n", totals.NO_CUSTOMER),
            (b"Customer,City\nAlder,Rome\n", totals.NO_TOTAL),
            (b"Customer,Amount,Total\nAlder,5.00,6.00\n", totals.SEVERAL_TOTALS),
            (b"Customer,Balance\nAlder,5.00\nBeech,6.00\nCedar,many\n", totals.BAD_TOTAL),
        ):
            with self.subTest(reason), self.assertRaises(totals.UnclearError) as caught:
                self.read_list(content)
            self.assertEqual(caught.exception.reason, reason)
