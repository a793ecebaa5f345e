"""Programs recognised by their headings, and what their files do not say themselves.

The columns are found by the table of headings. A profile adds what no heading tells: how days are
written, and what several rows of one number mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .column import Column
from .format import Found
from .header import plain
from .words import DATES

GERMAN_DAYS = {"rechnungsdatum": "compact_dmy", "faelligkeit": "compact_dmy", "falligkeit": "compact_dmy"}


@dataclass(frozen=True, slots=True)
class Profile:
    """Headings that all stand in a file of this program; the form of its columns; its answers to doubts."""

    name: str
    headings: tuple[str, ...]
    forms: Mapping[str, str] = field(default_factory=dict)  # by heading
    answers: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)  # by heading; of a company's own profile all of them


PROFILES = (
    Profile("Xero", ("contact name", "invoice number", "invoice date", "due date", "total", "line amount"),
            answers={"repeated": "once"}),
    Profile("Xero", ("contact name", "invoice number", "due date", "total")),
    Profile("Odoo", ("number", "due date", "total in currency signed")),
    Profile("Odoo", ("number", "invoice partner display name", "amount total")),
    Profile("DATEV", ("rechnungsnummer", "betrag soll", "betrag haben", "sh saldo"), GERMAN_DAYS),
    Profile("DATEV", ("konto", "rechnungsnummer", "sollbetrag", "habenbetrag", "saldo"), GERMAN_DAYS),
    Profile("SAP FBL5N", ("document number", "document type", "net due date", "amount in local currency")),
    Profile("SAP FBL5N", ("document no", "doc date", "net due dt")),
    Profile("SAP FBL5N", ("document no", "ty", "net due dt")),
    Profile("SAP FBL5N", ("belegnummer", "belegart", "nettofalligkeit")),
    Profile("Xero", ("invoice date", "invoice number", "invoice reference", "older", "total")),
    Profile("Odoo", ("invoice date", "due date", "at date", "older", "total")),
    Profile("QuickBooks Online", ("transaction type", "num", "due date", "open balance")),
    Profile("QuickBooks Desktop", ("type", "num", "name", "due date", "open balance")),
    Profile("ERPNext", ("voucher type", "voucher no", "invoiced amount", "outstanding amount")),
    Profile("Tally", ("ref no", "party s name", "pending amount", "due on")),
    Profile("Tally", ("ref no", "opening amount", "pending amount", "due on")),
    Profile("Sage 50", ("a c", "trans no", "type", "inv ref", "balance")),
    Profile("NetSuite", ("customer", "transaction type", "document number", "age", "open balance")),
    Profile("Business Central", ("posting date", "document type", "document no", "customer no", "remaining amount")),
    Profile("Lexware", ("kundennr", "beleg nr", "belegdatum", "rechnungsbetrag", "offener betrag")),
    Profile("金蝶 Kingdee", ("单据编号", "单据类型", "业务日期", "价税合计", "未核销金额")),
    Profile("用友 Yonyou", ("客户编码", "客户名称", "单据类型", "单据号", "本币余额")),
)  # fmt: skip


def recognise(headers: Sequence[str], own: Sequence[Profile] = ()) -> Profile | None:
    """The profile whose headings all stand in a file: a company's own before those of programs, the longest first."""
    told = {plain(header) for header in headers}
    fitting = [one for one in own if told.issuperset(one.headings)]
    if fitting:
        return max(fitting, key=lambda one: len(one.headings))
    return next((one for one in PROFILES if told.issuperset(one.headings)), None)


def apply(profile: Profile, columns: Sequence[Column]) -> list[Column]:
    """The columns as the profile has them, as far as their cells can be read so."""
    found = []
    for column in columns:
        heading = plain(column.header)
        if profile.meanings:
            meaning = profile.meanings.get(heading, "")
            column = replace(column, meaning=meaning, rivals=(), clash=False)
        form = profile.forms.get(heading, "")
        if (
            form
            and profile.meanings
            or form
            and column.meaning in DATES
            and form in (column.found.form, *column.found.rivals)
        ):
            column = replace(column, found=Found(form))
        found.append(column)
    return found
