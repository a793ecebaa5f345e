from ...core.ledger.name import Similar, plain_name
from .core_common import CoreCase


class TestLedgerName(CoreCase):
    """Names of customers: the same, alike, and others."""

    NAMES = {
        1: "Müller Gerätebau GmbH", 2: "Alder Garage Ltd", 3: "Beech Gym", 4: "Société Générale", 5: "北京信用公司",
        6: "GmbH", 7: "株式会社山田商店",
    }  # fmt: skip

    def test_the_same(self):
        for one, other in (("Alder  Garage", "ALDER GARAGE"), (" Łódź\tSp. ", "łódź sp."), ("Größe", "GRÖSSE")):
            self.assertEqual(plain_name(one), plain_name(other))
        self.assertNotEqual(plain_name("Alder Garage"), plain_name("Alder-Garage"))

    def test_alike(self):
        similar = Similar(self.NAMES)
        for name, found in (
            ("Mueller Geraetebau", 1), ("Müller Gerätebau AG", 1), ("MULLER GERATEBAU", 1), ("Garage Alder", 2),
            ("Alder Garage Limited", 2), ("Alder Garages", 2), ("Beech Gym Inc.", 3), ("Societe Generale SA", 4),
            ("山田商店", 7), ("（株）山田商店", 7), ("山田商店 有限会社", 7), ("上海贸易公司", 0),
            ("Cedar Spa", 0), ("Alder Bakery", 0), ("Müller", 0), ("", 0), ("Ltd", 0),
        ):  # fmt: skip
            with self.subTest(name):
                self.assertEqual(similar.find(name), found)

    def test_a_word_of_many_tells_nothing(self):
        similar = Similar({number: f"Customer {number}" for number in range(1, 1000)})
        self.assertEqual(similar.find("Customer"), 0)
        self.assertEqual(similar.find("Customer 77"), 77)
