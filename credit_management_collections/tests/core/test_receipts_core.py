from ...core.receipts import APART, Payment, once
from .collections_common import DAY, ONE, credit


def payment(amount, age=30, currency="EUR"):
    return Payment(currency, amount, DAY - age * ONE)


def test_the_line_of_a_payment_is_no_second_receipt():
    lines = [credit(1, 100.0), credit(2, 250.0)]
    assert [one.id for one in once(lines, [payment(100.0)])] == [2]


def test_each_payment_explains_one_line_the_nearest_to_it():
    lines = [credit(1, 100.0, age=1), credit(2, 100.0, age=5), credit(3, 100.0, age=3)]
    assert [one.id for one in once(lines, [payment(100.0, age=5)])] == [3, 1]
    assert once(lines, [payment(100.0, age=4)] * 4) == []
    assert once([credit(1, 100.0, age=5)], [payment(100.0, age=9), payment(100.0, age=5)]) == []


def test_a_payment_of_last_month_explains_no_line_of_this_one():
    lines = [credit(1, 100.0, age=2)]
    assert once(lines, [payment(100.0, age=2 + APART + 1)]) == lines
    assert once(lines, [payment(100.0, age=2 + APART)]) == []


def test_another_currency_or_amount_is_another_receipt():
    lines = [credit(1, 100.0)]
    assert once(lines, [payment(100.0, currency="CNY"), payment(100.01)]) == lines
    assert once(lines, []) == lines
