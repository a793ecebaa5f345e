"""Signs and names of currencies, and the codes each may stand for."""

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


def codes_of(sign: str) -> tuple[str, ...]:
    """The codes that a sign, a name or a code may stand for."""
    return CURRENCIES.get(sign) or NAMES.get(sign.casefold()) or (sign.upper(),)
