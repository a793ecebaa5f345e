import random
import time

from ...core.account.resemblance import Customer, mail_key, name_likeness, phone_key, plain_name, resembling
from .core_common import CoreCase

STOPPED = Customer(
    1,
    "Müller & Söhne GmbH",
    tax_number="DE 123.456.789",
    bank_accounts=("DE89 3704 0044 0532 0130 00",),
    emails=("office@mueller-soehne.example", "mueller@gmail.com"),
    phones=("+49 30 1234567-0",),
    address="Hauptstraße 12 10115 Berlin",
    country="DE",
)


def grounds(stopped=STOPPED, **values):
    found = resembling([Customer(2, **values)], [stopped])
    return found[0].grounds if found else ()


class TestResemblance(CoreCase):
    """A new customer is recognised as one that is on stop, and others are left in peace."""

    def test_one_ground_each(self):
        for values, expected in (
            ({"tax_number": "de123456789"}, "tax_number"),
            ({"bank_accounts": ("DE89370400440532013000",)}, "bank_account"),
            ({"emails": ("new@MUELLER-SOEHNE.example",)}, "mail"),
            ({"emails": ("mueller@gmail.com",)}, "mail"),
            ({"phones": ("030 12345670",)}, "phone"),
            ({"name": "Mueller und Soehne KG", "country": "DE"}, "name"),
            ({"name": "Muller Sohne", "address": "10115 Berlin, Hauptstr. 12"}, "name_and_address"),
            ({"name": "Mullre Shöne", "address": "Hauptstraße 12, 10115 Berlin"}, "name_and_address"),
        ):
            with self.subTest(**values):
                self.assertEqual(grounds(**values), (expected,))

    def test_all_grounds_strongest_first(self):
        twin = {name: getattr(STOPPED, name) for name in Customer.__slots__ if name != "id"}
        expected = ("tax_number", "bank_account", "mail", "phone", "name_and_address")
        self.assertEqual(grounds(**twin), expected)

    def test_nothing_in_common(self):
        for values in (
            {},
            {"name": "Schulze & Töchter GmbH", "address": "Hauptstraße 12 10115 Berlin"},  # next door
            {"name": "Müller & Söhne GmbH", "country": "AT"},  # a common name, elsewhere
            {"name": "Müllerei Sonne", "country": "DE"},
            {"emails": ("schulze@gmail.com",)},  # anybody is there
            {"phones": ("110",)},
            {"tax_number": "DE"},
            {"name": "GmbH"},
        ):
            with self.subTest(**values):
                self.assertEqual(grounds(**values), ())

    def test_empty_things_are_not_alike(self):
        empty = Customer(1, "Aurora")
        self.assertEqual(grounds(empty, name="Borealis"), ())
        self.assertEqual(grounds(Customer(1), name=""), ())

    def test_nobody_resembles_itself(self):
        self.assertEqual(resembling([STOPPED], [STOPPED]), [])

    def test_each_pair_once_in_order(self):
        stopped = [STOPPED, Customer(9, "Mueller Söhne", phones=STOPPED.phones)]
        fresh = [Customer(5, phones=STOPPED.phones, name=STOPPED.name), Customer(4, phones=STOPPED.phones)]
        found = [(match.id, match.other_id) for match in resembling(fresh, stopped)]
        self.assertEqual(found, [(5, 1), (5, 9), (4, 1), (4, 9)])

    def test_legal_forms(self):
        for names in (
            ("Acme GmbH", "ACME Ltd.", "Acme, LLC", "Acme Inc", "Acme S.A.R.L.", "Acme A/S", "Acme Sp. z o.o.",
             "Acme S.p.A.", "Acme B.V.", "Acme GmbH & Co. KG", "Acme Pty. Ltd.", "The Acme Company", "acme oy",
             "Acme Corp.", "Acme s.r.o.", "Acme"),
            ("ООО «Ромашка»", "ЗАО Ромашка", "РОМАШКА"),
            ("上海晨光贸易有限公司", "上海晨光贸易股份有限公司"),
            ("株式会社サクラ", "サクラ有限会社"),
            ("주식회사 한빛", "한빛 유한회사"),
        ):  # fmt: skip
            with self.subTest(names=names):
                self.assertEqual(len({plain_name(name) for name in names}), 1, {plain_name(name) for name in names})

    def test_a_name_that_is_a_legal_form_stays(self):
        self.assertEqual(plain_name("Company Ltd"), "company ltd")
        self.assertEqual(plain_name("有限公司"), "有限公司")

    def test_near_and_far_names(self):
        for one, other, near in (
            ("Northwind Traders Ltd", "North Wind Traders LLC", True),
            ("Traders Northwind", "Northwind Traders", True),
            ("Café Société", "CAFE SOCIETE SAS", True),
            ("Łódź Østfold", "Lodz Ostfold", True),
            ("上海晨光贸易有限公司", "上海晨光貿易有限公司", False),  # simplified and traditional: another sign
            ("Northwind Traders", "Southwind Traders", False),
            ("Alpha Trading", "Beta Trading", False),
            ("上海晨光贸易有限公司", "北京晨光机械有限公司", False),
        ):
            with self.subTest(one=one, other=other):
                self.assertEqual(name_likeness(plain_name(one), plain_name(other)) >= 94, near)

    def test_keys(self):
        for email, key in (
            ("A@Firm.example", "firm.example"),
            ("a@gmail.com", "a@gmail.com"),
            ("@gmail.com", ""),
            ("nobody", ""),
            ("a@localhost", ""),
        ):
            self.assertEqual(mail_key(email), key)
        for phone, key in (("+49 (0)30 123 456 70", "12345670"), ("030/12345670", "12345670"), ("1234567", "")):
            self.assertEqual(phone_key(phone), key)

    def test_many_customers(self):
        """Twice as many customers take about twice as long, not four times: 50,000 against 500 in seconds."""
        pick = random.Random(7)
        words = ["".join(pick.choice("abcdefghijklmnop") for _each in range(6)) for _each in range(4000)]

        def customers(count, first):
            for number in range(first, first + count):
                name = f"{pick.choice(words)} {pick.choice(words)} Trading Ltd"
                yield Customer(number, name, phones=(f"+1 555 {pick.randrange(10**8):08d}",), country="US")

        stopped = list(customers(500, 0))
        fresh = list(customers(50_000, 1000))
        fresh.append(Customer(99, stopped[7].name, country="US"))
        start = time.perf_counter()
        found = resembling(fresh, stopped)
        self.assertLess(time.perf_counter() - start, 60)
        self.assertIn((99, 7), {(match.id, match.other_id) for match in found})
