"""Which customers look like one that nothing is sold to any more.

Plain data in, plain data out. Only customers that share a key are compared, so that many
customers cost no more than their number: every key of a stopped customer is looked up once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Grounds, the strongest first.
TAX_NUMBER, BANK_ACCOUNT, MAIL, PHONE, NAME_AND_ADDRESS, NAME = GROUNDS = (
    "tax_number", "bank_account", "mail", "phone", "name_and_address", "name",
)  # fmt: skip

# From here on two names are one, by themselves or where the address is alike too; of 100.
SAME_NAME = 94
NEAR_NAME = 82
NEAR_ADDRESS = 80
# Keys that more stopped customers than this have in common say nothing ("Trading", "上海").
MOST_ALIKE = 200
PHONE_DIGITS = 8

LEGAL_FORMS = _listed(
    """
    ab ag aps as asa ao bhd bv bvba co company corp corporation cv dac doo ead ek eood eurl gbr gesmbh gmbh inc
    incorporated kft kg kgaa kk limited llc llp lp ltd ltda mbh mchj nv ohg ood oy oyj oo ooo plc pllc pte pt pty pvt
    private sa sas sarl sac sapi sca scrl sdn se sl slu snc spa spj spk spzoo srl sro spolka ug vof zao zrt zoo sp z
    аэ ао зао ип нао оао ооо пао тов αε επε ικε οε
    """
)
LEGAL_PARTS = (
    "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "集团公司", "公司", "株式会社", "有限会社", "合同会社",
    "주식회사", "유한회사",
)  # fmt: skip
JOINING = frozenset({"and", "und", "et", "y", "e", "i", "the", "der", "die", "la", "le"})
# Anybody may have an address there: the whole address says something, its domain nothing.
PUBLIC_MAIL = _listed(
    """
    126.com 139.com 163.com aliyun.com aol.com bk.ru bluewin.ch example.com example.net example.org fastmail.com
    foxmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hotmail.co.uk hotmail.com
    hotmail.de hotmail.fr hotmail.it icloud.com inbox.ru laposte.net libero.it list.ru live.com live.de live.fr
    mac.com mail.com mail.de mail.ru me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr pm.me
    posteo.de proton.me protonmail.com qq.com rambler.ru rediffmail.com seznam.cz sfr.fr sina.com sohu.com
    t-online.de tutanota.com ukr.net wanadoo.fr web.de wp.pl yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com
    yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru yeah.net zoho.com
    """
)
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Customer:
    """What a customer can be recognised by, as it was typed."""

    id: int
    name: str = ""
    tax_number: str = ""
    bank_accounts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    country: str = ""


class Match(NamedTuple):
    """One customer resembles another, on these grounds; the strongest first."""

    id: int
    other_id: int
    grounds: tuple[str, ...]


def resembling(fresh: Iterable[Customer], stopped: Iterable[Customer]) -> list[Match]:
    """The customers that look like a stopped one, and whom they look like.

    Nobody resembles itself. Each pair comes once, in the order of both.
    """
    known = [_Prints.of(customer) for customer in stopped]
    by_key: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, prints in enumerate(known):
        for key in prints.filed():
            by_key[key].append(number)
    matches = []
    for customer in fresh:
        prints = _Prints.of(customer)
        near: set[int] = set()
        for key in prints.filed():
            alike = by_key.get(key, ())
            if key[0] in GROUNDS or len(alike) <= MOST_ALIKE:
                near.update(alike)
        for number in sorted(near):
            other = known[number]
            if other.id != customer.id and (grounds := _grounds(prints, other)):
                matches.append(Match(customer.id, other.id, grounds))
    return matches


def keys(customer: Customer) -> list[tuple[str, str]]:
    """Under what a customer is filed, by kind: one who resembles it has at least one of these too.

    A kind that is one of GROUNDS is a ground by itself.
    """
    return list(_Prints.of(customer).filed())


@dataclass(frozen=True, slots=True)
class _Prints:
    """The same in a form in which equal things are equal."""

    id: int
    name: str
    tax_number: str
    bank_accounts: frozenset[str]
    mails: frozenset[str]
    phones: frozenset[str]
    address: str
    country: str

    @classmethod
    def of(cls, customer: Customer) -> _Prints:
        return cls(
            id=customer.id,
            name=plain_name(customer.name),
            tax_number=_code(customer.tax_number, 6),
            bank_accounts=frozenset(filter(None, (_code(account, 6) for account in customer.bank_accounts))),
            mails=frozenset(filter(None, map(mail_key, customer.emails))),
            phones=frozenset(filter(None, map(phone_key, customer.phones))),
            address=" ".join(_words(customer.address)),
            country=customer.country,
        )

    def filed(self) -> Iterator[tuple[str, str]]:
        """Under what a customer is filed: whoever resembles it has at least one of these too."""
        if self.tax_number:
            yield TAX_NUMBER, self.tax_number
        for account in self.bank_accounts:
            yield BANK_ACCOUNT, account
        for mail in self.mails:
            yield MAIL, mail
        for phone in self.phones:
            yield PHONE, phone
        yield from {(part, text) for word in self.name.split() for part, text in _parts(word)}


def _parts(word: str) -> Iterator[tuple[str, str]]:
    """Both ends of a word, for a slip of the pen is at one of them; pairs of signs where there are no spaces."""
    if word.isascii():
        yield "begins", word[:3]
        yield "ends", word[-3:]
    else:
        for first, second in pairwise(word):
            yield "pair", first + second


def _grounds(one: _Prints, other: _Prints) -> tuple[str, ...]:
    found = []
    if one.tax_number and one.tax_number == other.tax_number:
        found.append(TAX_NUMBER)
    if one.bank_accounts & other.bank_accounts:
        found.append(BANK_ACCOUNT)
    if one.mails & other.mails:
        found.append(MAIL)
    if one.phones & other.phones:
        found.append(PHONE)
    names = name_likeness(one.name, other.name)
    if names >= NEAR_NAME and _near_address(one.address, other.address):
        found.append(NAME_AND_ADDRESS)
    if NAME_AND_ADDRESS not in found and names >= SAME_NAME and _same_country(one, other):
        found.append(NAME)
    return tuple(found)


def _near_address(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.token_sort_ratio(one, other) >= NEAR_ADDRESS


def _same_country(one: _Prints, other: _Prints) -> bool:
    """Names alone say less across borders; who has given no country may be anywhere."""
    return not one.country or not other.country or one.country == other.country


def name_likeness(one: str, other: str) -> float:
    """How much two plain names are alike, of 100: in whatever order their words are, or written together."""
    if not one or not other:
        return 0.0
    together = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(fuzz.token_sort_ratio(one, other), together)


def plain_name(name: str) -> str:
    """A name without legal form, accents, case and punctuation; with it where nothing else is left."""
    text = unicodedata.normalize("NFKC", name)
    for part in LEGAL_PARTS:
        if not text.replace(part, "").strip():
            break
        text = text.replace(part, " ")
    words = _words(text)
    kept = [word for word in words if word not in LEGAL_FORMS and word not in JOINING]
    return " ".join(kept or words)


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(LETTERS))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"(?<=\b\w)[./](?=\w\b)", "", text)  # S.A.R.L. and A/S are one word
    text = re.sub(r"([aou])e", r"\1", text)  # Müller and Mueller
    return re.findall(r"[^\W_]+", text)


def _code(text: str, least: int) -> str:
    """A number as authorities and banks know it; nothing where it is too short to be one."""
    code = re.sub(r"[^0-9A-Z]", "", text.upper())
    return code if len(code) >= least and any(sign.isdigit() for sign in code) else ""


def mail_key(email: str) -> str:
    """The domain of a mail address, or the address where anybody has one of that domain."""
    local, _at, domain = email.strip().casefold().rpartition("@")
    if not local or "." not in domain:
        return ""
    return f"{local}@{domain}" if domain in PUBLIC_MAIL else domain


def phone_key(phone: str) -> str:
    """The last digits of a phone number: country code and leading zero are written or not."""
    digits = re.sub(r"\D", "", phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""
