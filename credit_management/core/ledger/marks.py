"""Words that stand for a meaning in cells: kinds of documents, states, sides of the ledger, and "nothing"."""

import re

from .words import fold

# Kinds of a document.
INVOICE, CREDIT_NOTE, PAYMENT = "invoice", "credit_note", "payment"
# States of a document.
OPEN, PAID, VOID, DRAFT = "open", "paid", "void", "draft"
# Sides.
DEBIT, CREDIT = "debit", "credit"


def _words(**groups: str) -> dict[str, str]:
    return {
        fold(" ".join(word.split())): meaning for meaning, text in groups.items() for word in text.split(",")
    }  # fmt: skip


KINDS = _words(
    invoice="""invoice, inv, in, sales invoice, tax invoice, customer invoice, standard invoice, invoices, ar invoice,
    a/r invoice, sale, sales, accrec, si, debit note, debit memo, dn, rechnung, ausgangsrechnung, re, ar, rg, rv, dr,
    out_invoice, facture, facture client, fac, factura, factura de cliente, factuur, verkoopfactuur, faktura,
    faktura vat, fv, fs, 发票, 销售发票, 应收单, 普通发票, 专用发票, 增值税专用发票, 销售, regular,
    service invoice, pos invoice""",
    credit_note="""credit note, credit memo, credit, cn, cm, sales credit note, credit notes, customer credit note,
    accreccredit, refund, sales return, return, gutschrift, rechnungskorrektur, storno rechnung, gu, gs, dg, g2,
    out_refund, avoir, avoir client, nota de crédito, nota de credito, abono, rectificativa, factura rectificativa,
    creditnota, credit factuur, creditfactuur, korekta, faktura korygująca, fk, nota kredytowa, 红字发票, 贷项通知单,
    红冲, 退货, 退款, 红票, adjustment credit""",
    payment="""payment, payments, pmt, pay, receipt, customer payment, payment received, cash receipt, receipts, rcpt,
    cash, bank receipt, bank, prepayment, overpayment, deposit, sales receipt payment, receive payment,
    payment entry, pymt,
    zahlung, zahlungseingang, ze, dz, zp, za, paiement, règlement, encaissement, pago, cobro, recibo, betaling,
    ontvangst, płatność, wpłata, zapłata, 收款, 收款单, 付款, 回款, 收款凭证, 预收款""",
)
STATES = _words(
    open="""open, unpaid, not paid, not_paid, awaiting payment, overdue, outstanding, due, sent, posted, authorised,
    authorized, approved, submitted, active, issued, final, finalised, finalized, validated, confirmed, partially paid,
    partly paid, partial, partially_paid, partially, part paid, part-paid, viewed, current, unpaid and discounted,
    partly paid and discounted, overdue and discounted, pending, not due, open item, uncleared, in_payment, in payment,
    offen, unbezahlt, überfällig, fällig, gebucht, versendet, freigegeben, teilbezahlt, teilweise bezahlt,
    nicht bezahlt,
    ouvert, ouverte, impayé, impayée, non payé, non payée, en retard, échu, échue, comptabilisé, comptabilisée,
    validée, envoyée, partiellement payée, partiellement payé, abierta, abierto, pendiente, impagada, impagado,
    vencida, vencido, no pagada, publicado, emitida, parcialmente pagada, openstaand, onbetaald, vervallen, verzonden,
    geboekt, niet betaald, otwarta, nieopłacona, niezapłacona, nierozliczona, zaległa, wystawiona, po terminie,
    未付, 未付款, 未收, 未收款, 未结清, 未核销, 逾期, 部分付款, 部分收款, 部分核销, 已审核, 已过账, 正常, 有效, no,
    n, false""",
    paid="""paid, fully paid, paid in full, closed, settled, cleared, complete, completed, bezahlt, gezahlt, beglichen,
    ausgeglichen, erledigt, voll bezahlt, payé, payée, réglé, réglée, soldé, soldée, acquittée, pagada, pagado,
    cobrada, cobrado, saldada, betaald, voldaan, afgehandeld, zapłacona, zapłacono, opłacona, rozliczona, 已付, 已付款,
    已收, 已收款, 已结清, 已核销, 已付清, 结清, yes, y, true""",
    void="""void, voided, cancelled, canceled, cancel, deleted, reversed, annulled, storniert, storno, gelöscht,
    annulé, annulée, anulada, anulado, cancelada, cancelado, geannuleerd, anulowana, anulowano, 作废, 已作废,
    已取消, 取消,
    红冲作废, written off, write off, bad debt""",
    draft="""draft, quote, quotation, estimate, pro forma, proforma, unposted, not posted, saved, parked, held, planned,
    entwurf, vorerfasst, angebot, brouillon, devis, borrador, presupuesto, concept, offerte, szkic, robocza, 草稿,
    未审核, 未过账""",
)
SIDES = _words(
    debit="s, soll, d, dr, dr., debit, debe, débit, deb, debet, wn, winien, 借, 借方, +, debit side",
    credit="h, haben, c, cr, cr., credit, haber, crédit, cred, ma, 贷, 贷方, -, k, kredit, credit side",
)
YES = frozenset(("yes", "y", "true", "1", "x", "ja", "j", "oui", "si", "sí", "tak", "t", "是", "✓", "√"))
NO = frozenset(("no", "n", "false", "0", "nein", "non", "nee", "nie", "否", "f"))

# What stands in a cell where there is nothing.
NOTHING = frozenset(
    fold(word)
    for word in ("n/a", "na", "n.a.", "#n/a", "nan", "nat", "none", "null", "nil", "nothing", "(blank)", "blank",
        "(none)", "not available", "not applicable", "tbd", "k.a.", "k. a.", "entfällt", "leer", "s/o", "n.v.t.",
        "nvt", "brak", "无", "-", "--", "---", "–", "—", "―", "−", "/", ".", "?", "*", "…", "...", "_", "\\n", "空")
)  # fmt: skip
NO_DAY = re.compile(
    r"0{1,4}([-./])0{1,2}\1(?:0{4}|0{2})|0{4}年0{1,2}月0{1,2}日|0+(?:[.,]0+)?|0{8}|0{6}|[-./ ]+"
    r"|(?:__|_)?[-./]+(?:__|_)?[-./]+_*"
)
NEVER = frozenset(
    (
        (1753, 1, 1),
        (9999, 12, 31),
        (1, 1, 1),
        (1900, 1, 1),
        (1900, 1, 0),
        (1899, 12, 30),
        (1899, 12, 31),
        (1800, 1, 1),
        (1601, 1, 1),
        (1970, 1, 1),
        (1904, 1, 1),
        (9999, 1, 1),
        (2999, 12, 31),
        (1980, 1, 1),
        (1899, 12, 29),
        (3000, 1, 1),
        (2099, 12, 31),
    )
)
NUMBERS = re.compile(r"(\d{1,4})\D(\d{1,2})\D(\d{1,4})(?:\D.*)?", re.DOTALL)
COMPACT = {f"{year:04d}{month:02d}{day:02d}" for year, month, day in NEVER} | {
    f"{day:02d}{month:02d}{year:04d}" for year, month, day in NEVER
}
LONGEST = 60  # a word longer than this is a text


def word(value: object) -> str:
    """A cell as one word to look up: without accents, case, and spaces around and repeated."""
    text = str(value)
    return fold(" ".join(text.split())) if len(text) <= LONGEST else ""


def is_nothing(value: object) -> bool:
    """Whether a cell says that there is nothing in it."""
    return value is None or (isinstance(value, str) and (not value.strip() or word(value) in NOTHING))


def is_no_day(value: object) -> bool:
    """Whether a cell of a column of days stands for no day: zeros, and the ends of a program's calendar."""
    if is_nothing(value):
        return True
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value == 0 or f"{value:.15g}" in COMPACT
    if hasattr(value, "year"):
        return (value.year, value.month, value.day) in NEVER  # type: ignore[attr-defined]
    text = str(value).strip()
    if len(text) > LONGEST:
        return False
    if NO_DAY.fullmatch(text) or text in COMPACT:
        return True
    match = NUMBERS.fullmatch(text)
    if not match:
        return False
    first, second, third = (int(part) for part in match.groups())
    if first == 0 or third == 0:
        return first == second == third == 0 or text.startswith(("00.00.0000", "0000-00-00"))
    return not {(first, second, third), (third, second, first), (third, first, second)}.isdisjoint(NEVER)


def kind(value: object) -> str:
    """The kind of document a cell names; "" where it names none."""
    text = word(value)
    if found := KINDS.get(text):
        return found
    bare = text.replace("_", " ").replace("-", " ").strip(" .:")
    if found := KINDS.get(bare):
        return found
    return next((KINDS[first] for first in (bare.split(" (")[0], bare.split(" - ")[0]) if first in KINDS), "")


def state(value: object) -> str:
    """The state a cell names; "" where it names none."""
    return STATES.get(word(value).strip(" .!"), "")


def side(value: object) -> str:
    return SIDES.get(word(value), "")
