"""Signs and names of currencies, and the codes each may stand for."""

import re
from collections.abc import Iterable

CODE = re.compile(
    r"(?<![A-Za-z])(EUR|USD|GBP|CHF|CNY|JPY|PLN|SEK|NOK|DKK|CZK|INR|AUD|CAD|NZD|ZAR|HUF|RON|BRL|HKD|SGD)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
SIGNS_IN_HEADINGS = ("€", "£", "$", "¥", "₹", "zł")

CURRENCIES: dict[str, tuple[str, ...]] = {
    sign: tuple(codes.split())
    for signs, codes in (
        ("$", "USD CAD AUD NZD SGD HKD MXN TWD ARS CLP COP"), ("US$ USD$", "USD"), ("€ Euro euro EURO", "EUR"),
        ("£", "GBP"), ("¥ ￥", "CNY JPY"), ("元 RMB 人民币 CN¥ 圆", "CNY"), ("円 JP¥", "JPY"),
        ("kr kr. Kr Kr. KR", "SEK NOK DKK ISK"), ("Rs Rs. ₨ RS", "INR PKR LKR NPR MUR"), ("₹", "INR"), ("R", "ZAR"),
        ("R$", "BRL"), ("zł zl ZŁ zł.", "PLN"), ("Kč Kc kč", "CZK"), ("Ft ft", "HUF"), ("lei LEI Lei", "RON"),
        ("лв лв.", "BGN"), ("₽ руб руб.", "RUB"), ("₺ TL", "TRY"), ("₩", "KRW"), ("₪", "ILS"), ("฿", "THB"),
        ("₫", "VND"), ("₴", "UAH"), ("Fr Fr. SFr SFr. sFr.", "CHF"), ("C$ CA$", "CAD"), ("A$ AU$", "AUD"),
        ("NZ$", "NZD"), ("HK$", "HKD"), ("S$", "SGD"), ("NT$", "TWD"), ("₱", "PHP"), ("RM", "MYR"), ("Rp Rp.", "IDR"),
    )
    for sign in signs.split()
}  # fmt: skip

NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(codes.split())
    for names, codes in (
        ("us dollar, us dollars, u.s. dollar, united states dollar, us-dollar, 美元, 美金", "USD"),
        ("dollar, dollars", "USD CAD AUD NZD SGD HKD"), ("euros, 欧元", "EUR"),
        ("british pound, british pounds, pound sterling, pounds sterling, sterling, gb pound, uk pound, 英镑", "GBP"),
        ("swiss franc, swiss francs, schweizer franken, franken", "CHF"), ("canadian dollar, 加元", "CAD"),
        ("australian dollar, 澳元", "AUD"), ("hong kong dollar, 港币, 港元", "HKD"), ("japanese yen, yen, 日元", "JPY"),
        ("chinese yuan, renminbi, yuan, 人民币元", "CNY"), ("indian rupee, indian rupees, rupee, rupees", "INR"),
        ("polish zloty, zloty, zlote", "PLN"), ("swedish krona", "SEK"), ("norwegian krone", "NOK"),
        ("danish krone", "DKK"), ("czech koruna", "CZK"), ("south african rand, rand", "ZAR"),
    )
    for name in names.split(", ")
}  # fmt: skip

CODES = frozenset(code for codes in (*CURRENCIES.values(), *NAMES.values()) for code in codes)


def codes_of(sign: str) -> tuple[str, ...]:
    """The codes that a sign, a name or a code may stand for."""
    return CURRENCIES.get(sign) or NAMES.get(sign.casefold()) or (sign.upper(),)


def are_apart(signs: Iterable[str]) -> bool:
    """Whether no one currency has all of these signs."""
    possible = [set(codes_of(sign)) for sign in signs]
    return bool(possible) and not set.intersection(*possible)


def named_in(heading: str) -> str:
    """The code or the sign of a currency that a heading names: Amount (EUR); "" for none."""
    if match := CODE.search(heading.replace("_", " ")):
        return match[1].upper()
    return next((sign for sign in SIGNS_IN_HEADINGS if sign in heading), "")
