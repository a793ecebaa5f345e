from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...core.ledger import ledger
from ...core.ledger.ledger import Invoice
from .core_common import CoreCase

DAY = date(2025, 3, 1)
BASE = Invoice("1", DAY, DAY, 100.0, partner_id=1)

invoices = st.lists(
    st.builds(
        Invoice,
        number=st.uuids().map(str),
        invoiced=st.just(DAY),
        due=st.just(DAY),
        amount=st.sampled_from([100.0, 50.0, -20.0]),
        paid_on=st.none() | st.integers(0, 3).map(lambda days: DAY + timedelta(days=days)),
        paid=st.none() | st.just(10.0),
        currency=st.sampled_from(["", "EUR", "USD"]),
        partner_id=st.integers(1, 3),
    ),
    max_size=40,
)


class TestLedger(CoreCase):
    """Invoices of the past, and the receipts that settle them."""

    def test_faults(self):
        later = DAY + timedelta(days=1)
        for expected, values in (
            (None, {}),
            (ledger.NO_NUMBER, {"number": ""}),
            (ledger.ZERO, {"amount": 0.0}),
            (ledger.FUTURE_INVOICE, {"invoiced": later, "due": later}),
            (None, {"due": later}),
            (ledger.DUE_BEFORE_INVOICE, {"due": DAY - timedelta(days=1)}),
            (None, {"due": DAY.replace(year=DAY.year + 10)}),
            (ledger.DUE_LONG_AFTER, {"due": DAY.replace(year=DAY.year + 11)}),
            (None, {"paid_on": DAY}),
            (None, {"paid_on": DAY - timedelta(days=9)}),
            (ledger.FUTURE_PAYMENT, {"paid_on": later}),
            (ledger.PAID_WITHOUT_DAY, {"paid": 1.0}),
            (None, {"paid": 0.0}),
            (None, {"paid": 100.0, "paid_on": DAY}),
            (ledger.OVERPAID, {"paid": 100.01, "paid_on": DAY}),
            (ledger.PAID_OTHER_SIGN, {"paid": -1.0, "paid_on": DAY}),
            (None, {"amount": -100.0, "paid": -100.0, "paid_on": DAY}),
            (ledger.OVERPAID, {"amount": -100.0, "paid": -100.01, "paid_on": DAY}),
        ):
            with self.subTest(values):
                self.assertEqual(ledger.fault(replace(BASE, **values), DAY), expected)

    def test_settled(self):
        self.assertEqual(BASE.settled, 0)
        self.assertEqual(replace(BASE, paid_on=DAY).settled, 100)
        self.assertEqual(replace(BASE, paid_on=DAY, paid=40.0).settled, 40)
        self.assertTrue(replace(BASE, paid_on=DAY, paid=40.0).paid_in_part)
        for whole in (BASE, replace(BASE, paid_on=DAY), replace(BASE, paid_on=DAY, paid=100.0)):
            self.assertFalse(whole.paid_in_part)

    @given(invoices)
    def test_each_settled_invoice_has_one_receipt(self, some):
        groups = ledger.receipts(some, "USD")
        found = sorted(position for group in groups for position in group)
        self.assertEqual(found, [position for position, one in enumerate(some) if one.settled])
        for group in groups:
            together = [some[position] for position in group]
            self.assertEqual(len({(one.partner_id, one.paid_on, one.amount < 0) for one in together}), 1)
            if len(group) > 1:
                self.assertFalse(any(one.paid_in_part or one.currency == "EUR" for one in together))
        self.assertEqual(
            [some[group[0]].paid_on for group in groups], sorted(some[group[0]].paid_on for group in groups)
        )

    @given(invoices)
    def test_as_few_receipts_as_there_can_be(self, some):
        shared = [group for group in ledger.receipts(some, "USD") if not self._alone(some[group[0]])]
        keys = [(some[group[0]].partner_id, some[group[0]].paid_on, some[group[0]].amount < 0) for group in shared]
        self.assertEqual(len(keys), len(set(keys)))

    @staticmethod
    def _alone(one):
        return one.paid_in_part or one.currency == "EUR"

    @given(invoices, st.integers(1, 10))
    def test_parts_tear_no_receipt_apart(self, some, size):
        parts = ledger.parts(some, size)
        self.assertEqual(sorted(position for part in parts for position in part), list(range(len(some))))
        part_of = {position: number for number, part in enumerate(parts) for position in part}
        for group in ledger.receipts(some, "USD"):
            self.assertEqual(len({part_of[position] for position in group}), 1)
        for part in parts[:-1]:
            self.assertGreaterEqual(len(part), size)
