from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from ...core.common.capitals import SIMPLIFIED, TRADITIONAL, capitals
from ...core.common.pairs import paired
from .core_common import CoreCase

CENTS = st.integers(-(10**14), 10**14)
KNOWN = {
    0.0: "零元整",
    0.004: "零元整",
    0.005: "壹分",
    0.05: "伍分",
    0.5: "伍角整",
    0.55: "伍角伍分",
    1: "壹元整",
    10: "壹拾元整",
    107: "壹佰零柒元整",
    1005.2: "壹仟零伍元贰角整",
    1000.05: "壹仟元零伍分",
    1680.32: "壹仟陆佰捌拾元叁角贰分",
    10000: "壹万元整",
    10005: "壹万零伍元整",
    100100: "壹拾万零壹佰元整",
    6007008: "陆佰万柒仟零捌元整",
    100000000: "壹亿元整",
    100010000: "壹亿零壹万元整",
    123456789012.34: "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分",
    1234500000000: "壹万贰仟叁佰肆拾伍亿元整",
    1e12 + 1: "壹万亿零壹元整",
    -0.5: "负伍角整",
    -3.14: "负叁元壹角肆分",
}


def read(text, signs=SIMPLIFIED):
    """The amount that a reader understands, in 毫."""
    sign = -1 if text.startswith(signs.minus) else 1
    text = text.removeprefix(signs.minus).removesuffix(signs.whole)
    units, found, rest = text.partition(signs.unit)
    if not found:
        units, rest = "", text
    total = read_number(units, signs) * 10_000
    worth = dict(zip(signs.parts, (1000, 100, 10, 1), strict=True))
    digit = 0
    for one in rest:
        if one in worth:
            total += digit * worth[one]
        else:
            digit = signs.digits.index(one)
    return sign * total


def read_number(text, signs):
    for name, size in zip(reversed(signs.myriads), (10**8, 10**4), strict=True):
        head, found, rest = text.rpartition(name)
        if found:
            return read_number(head, signs) * size + read_number(rest, signs)
    worth, total, digit = {one: 10 ** (place + 1) for place, one in enumerate(signs.places[1:])}, 0, 0
    for one in text:
        if one in worth:
            total, digit = total + digit * worth[one], 0
        else:
            digit = signs.digits.index(one)
    return total + digit


class TestCoreCapitals(CoreCase):
    """Amounts in the capitals of Chinese finance."""

    def test_known_amounts(self):
        for amount, text in KNOWN.items():
            self.assertEqual(capitals(amount), text, amount)

    def test_rounded_by_the_currency(self):
        cases = {(12.345, 0): "壹拾贰元整", (12.5, 0): "壹拾叁元整", (5.678, 3): "伍元陆角柒分捌厘"}
        cases |= {(12.005, 3): "壹拾贰元零伍厘", (0.0051, 4): "伍厘壹毫", (1.00004, 9): "壹元整"}
        for (amount, digits), text in cases.items():
            self.assertEqual(capitals(amount, digits), text, (amount, digits))

    def test_never_minus_zero(self):
        self.assertEqual(capitals(-0.0), "零元整")
        self.assertEqual(capitals(-0.001), "零元整")

    def test_traditional(self):
        self.assertEqual(capitals(-320000006.7, signs=TRADITIONAL), "負參億貳仟萬零陸元柒角整")

    def test_too_large(self):
        with self.assertRaises(ValueError):
            capitals(1e16)
        self.assertTrue(capitals(9_999_999_999_999_998.0))

    @given(CENTS)
    def test_reads_back(self, cents):
        text = capitals(cents / 100)
        self.assertEqual(read(text), Decimal(repr(cents / 100)).quantize(Decimal("0.01"), ROUND_HALF_UP) * 10_000)
        self.assertNotIn("零零", text)
        for mark in ("零元", "零万", "零亿", "零角", "零整"):
            self.assertNotIn(mark, text.replace("零元整", "") if not cents else text)

    @given(st.integers(-(10**9), 10**9), st.integers(0, 4))
    def test_reads_back_in_every_currency(self, number, digits):
        self.assertEqual(read(capitals(number / 10**digits, digits)), number * 10 ** (4 - digits))


class TestCorePairs(CoreCase):
    """Facts beside each other where they are short."""

    def test_short_and_long(self):
        facts = [("a", "1"), ("b", "2"), ("c", "x" * 99), ("d", "3"), ("e", "4\n5"), ("f", 6), ("g", "7")]
        rows = [[name for name, _text in row] for row in paired(facts, 200, 14)]
        self.assertEqual(rows, [["a", "b"], ["c"], ["d"], ["e"], ["f", "g"]])

    @given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=60))))
    def test_nothing_is_lost(self, facts):
        rows = paired(facts, 150, 14)
        self.assertEqual([fact for row in rows for fact in row], facts)
        self.assertTrue(all(1 <= len(row) <= 2 for row in rows))
