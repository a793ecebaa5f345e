"""Amounts in the capitals of Chinese finance (人民币大写), which nobody changes with a stroke: 壹仟零伍元贰角整.

The rules are those of the practice: a zero is said once between digits and never at an end of a group of four, a round
amount ends in 整, and so does one that ends in 角; amounts below one 元 begin with 角.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Signs:
    """``myriads`` are ten thousand and its square; ``parts`` the tenths, hundredths and so on of the unit."""

    digits: str
    places: tuple[str, str, str, str]
    myriads: tuple[str, str]
    minus: str
    unit: str = "元"
    parts: str = "角分厘毫"
    whole: str = "整"


SIMPLIFIED = Signs("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("万", "亿"), "负")
TRADITIONAL = Signs("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), ("萬", "億"), "負")
MYRIAD = 10_000
LARGEST = MYRIAD**4  # 亿 of 亿 is said by nobody
MOST_DIGITS = len(SIMPLIFIED.parts)


def capitals(amount: float, digits: int = 2, signs: Signs = SIMPLIFIED) -> str:
    """
    :param amount: rounded to so many decimals, halves away from zero
    :param digits: decimals of the currency; what is beyond 毫 is rounded away
    """
    digits = min(max(digits, 0), MOST_DIGITS)
    rounded = Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    units, rest = divmod(int(abs(rounded).scaleb(digits)), 10**digits)
    if units >= LARGEST:
        raise ValueError(f"too large to be said: {amount}")
    parts = _parts(rest, digits, signs, bool(units))
    head = _integer(units, signs) + signs.unit if units or not parts else ""
    end = "" if len(parts) > 1 and parts[-1] in signs.parts[1:] else signs.whole
    return (signs.minus if rounded < 0 else "") + head + parts + end


def _integer(number: int, signs: Signs) -> str:
    """A number of whole units; 零 alone for none."""
    for name, size in zip(reversed(signs.myriads), (MYRIAD**2, MYRIAD), strict=True):
        head, rest = divmod(number, size)
        if head:
            gap = signs.digits[0] if 0 < rest < size // 10 else ""
            return _integer(head, signs) + name + gap + (_integer(rest, signs) if rest else "")
    return _group(number, signs) or signs.digits[0]


def _group(number: int, signs: Signs) -> str:
    """Four digits at most, with one zero for all between two others."""
    text, is_gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if not digit:
            is_gap = bool(text)
            continue
        text, is_gap = text + (signs.digits[0] if is_gap else "") + signs.digits[digit] + signs.places[place], False
    return text


def _parts(rest: int, digits: int, signs: Signs, has_units: bool) -> str:
    """The decimals; a zero between the unit, or a digit, and a later one is said once."""
    text, is_gap = "", False
    for place, sign in enumerate(signs.parts[:digits]):
        digit = rest // 10 ** (digits - place - 1) % 10
        if not digit:
            is_gap = True
            continue
        between = is_gap and (has_units or text)
        text, is_gap = text + (signs.digits[0] if between else "") + signs.digits[digit] + sign, False
    return text
