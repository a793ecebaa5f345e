"""Words that stand for a meaning in cells: kinds of documents, states, sides of the ledger, and "nothing"."""

import re

from .words import fold

# Kinds of a document.
INVOICE, CREDIT_NOTE, PAYMENT = "invoice", "credit_note", "payment"
JOURNAL = "journal"  # one or the other, as its sign says
# States of a document.
OPEN, PAID, VOID, DRAFT = "open", "paid", "void", "draft"
PARTLY = "partly"  # open, and paid in part
PAYABLE = "payable"  # what the company owes itself
LEFT_OUT = frozenset((VOID, DRAFT, PAYABLE))
# Sides.
DEBIT, CREDIT = "debit", "credit"


def _words(**groups: str) -> dict[str, str]:
    return {
        fold(" ".join(word.split())): meaning for meaning, text in groups.items() for word in text.split(",")
    }  # fmt: skip


KINDS = _words(
    invoice="""invoice, inv, in, sales invoice, tax invoice, customer invoice, standard invoice, invoices, ar
    invoice, a/r invoice, sale, sales, accrec, si, debit note, debit memo, dn, rechnung, ausgangsrechnung, re, ar, rg,
    rv, dr, out_invoice, facture, facture client, fac, factura, factura de cliente, factuur, verkoopfactuur, faktura,
    faktura vat, fv, fs, 发票, 销售发票, 应收单, 普通发票, 专用发票, 增值税专用发票, 销售, regular, service invoice,
    pos invoice, overdue charge, overdue charges, late fee, finance charge, finance charge memo, interest invoice,
    reminder, opening invoice, 标准应收单, 其他应收单, 销售出库, kundfaktura, debetfaktura, räntefaktura, fattura, ft,
    fattura di vendita, fattura immediata, fattura differita, nota di debito, td01, td24, fatura, nota de débito, nota
    fiscal, nfe, nf-e, duplicata, facture de vente, 請求書, 請求, 売上, 売掛, 売上伝票""",
    credit_note="""credit note, credit memo, credit, cn, cm, sales credit note, credit notes, customer credit note,
    accreccredit, storno, sales return, return, gutschrift, rechnungskorrektur, storno rechnung, gu, gs, dg, g2,
    out_refund, avoir, avoir client, nota de crédito, nota de credito, abono, rectificativa, factura rectificativa,
    creditnota, credit factuur, creditfactuur, korekta, faktura korygująca, fk, nota kredytowa, 红字发票, 贷项通知单,
    红冲, 退货, 红票, adjustment credit, crn, cdn, c/n, inv credit, sc, sales credit, credit invoice, kreditfaktura,
    kreditnota, kredit, kundkredit, kreditering, nota di credito, nota credito, nc, td04, devolução, facture d'avoir,
    返品, 売上返品, 返品伝票, 値引, 値引き, 赤伝, 赤伝票, 赤伝返品""",
    payment="""rc, payment, payments, pmt, pay, receipt, customer payment, payment received, cash receipt,
    receipts, rcpt, cash, bank receipt, bank, prepayment, overpayment, deposit, sales receipt payment, receive payment,
    payment entry, pymt, zahlung, zahlungseingang, ze, dz, zp, za, paiement, règlement, encaissement, pago, cobro,
    recibo, betaling, ontvangst, płatność, wpłata, zapłata, 收款, 收款单, 付款, 回款, 收款凭证, 预收款, rec, rct, sr,
    sales receipt, customer receipt, payment on account, on account, cheque, check, bank transfer, bank payment, cash
    payment, unapplied cash, unapplied payment, customer deposit, betalning, inbetalning, kundbetalning, delbetalning,
    pagamento, incasso, incasso cliente, bonifico, acconto, recebimento, 入金, 入金伝票, 前受金, 振込, 回収, virement,
    prélèvement""",
    journal="""customer, journal, journal entry, general journal, je, jnl, jv, journal voucher, gj, ab, sa, opening
    balance, opening balances, ob, beginning balance, adjustment, adj, umbuchung, eröffnung, eb, saldovortrag, sv,
    écriture, od, an, à nouveau, asiento, apertura, memoriaal, beginbalans, refund, customer refund, cash refund,
    记账凭证, 期初, 调整, 退款, omföring, bokföringsorder, ingående balans, ingående saldo, giroconto, prima nota,
    saldo iniziale, saldo di apertura, saldo inicial, ajuste, 振替, 振替伝票, 繰越, 前期繰越, 期首残高, 調整, 仕訳,
    返金""",
)
STATES = _words(
    open="""open, op, te laat, payment due, payment overdue, unpaid, not paid, not_paid, awaiting payment, overdue,
    outstanding, due, sent, posted, authorised, authorized, approved, submitted, active, issued, final, finalised,
    finalized, validated, confirmed, viewed, current, unpaid and discounted, overdue and discounted, pending, not due,
    open item, uncleared, in_payment, in payment, offen, unbezahlt, überfällig, fällig, gebucht, versendet,
    freigegeben, nicht bezahlt, ouvert, ouverte, impayé, impayée, non payé, non payée, non payées, non payés, en
    retard, échu, échue, comptabilisé, comptabilisée, validée, envoyée, abierta, abierto, pendiente, impagada,
    impagado, vencida, vencido, no pagada, publicado, emitida, openstaand, onbetaald, vervallen, verzonden, geboekt,
    niet betaald, otwarta, nieopłacona, niezapłacona, nierozliczona, zaległa, wystawiona, po terminie, à payer, zu
    zahlen, disputed, in dispute, on hold, reminder sent, reminded, in collection, collections, in collections,
    promised, not yet paid, not settled, to pay, printed, delivered, accepted, gemahnt, strittig, relancée, en litige,
    未付, 未付款, 未收, 未收款, 未结清, 未核销, 逾期, 已审核, 已过账, 正常, 有效, no, n, false, nein, non, nee, nie,
    nej, não, いいえ, obetald, obetalt, ej betald, ej betalt, förfallen, öppen, skickad, bokförd, utestående, aperta,
    aperto, non pagata, non pagato, non saldata, da pagare, da incassare, scaduta, scaduto, insoluta, insoluto, emessa,
    emesso, inviata, in scadenza, registrata, contabilizzata, aberta, aberto, em aberto, não paga, não pago, a vencer,
    por pagar, por liquidar, em dívida, 未入金, 未払い, 未払, 未回収, 未決済, 未収, 請求済, 請求済み, 送付済, 送付済み,
    発行済, 発行済み, 期限超過, 延滞, 未消込, 未""",
    partly="""partially paid, partly paid, partial, partially_paid, partially, part paid, part-paid, partial
    payment, partly paid and discounted, teilbezahlt, teilweise bezahlt, partiellement payée, partiellement payé,
    parcialmente pagada, gedeeltelijk betaald, częściowo opłacona, częściowo zapłacona, 部分付款, 部分收款, 部分核销,
    delbetald, delvis betald, delvis betalt, parzialmente pagata, parzialmente pagato, pagata parzialmente, pagata in
    parte, parziale, parzialmente incassata, parcialmente paga, parcialmente pago, paga parcialmente, parcialmente
    liquidada, payée partiellement, 一部入金, 一部支払, 一部支払済, 部分入金, 一部消込""",
    paid="""paid, cl, fully paid, paid in full, closed, settled, cleared, complete, completed, bezahlt, gezahlt,
    beglichen, ausgeglichen, erledigt, voll bezahlt, payé, payée, réglé, réglée, soldé, soldée, acquittée, pagada,
    pagado, cobrada, cobrado, saldada, betaald, voldaan, afgehandeld, zapłacona, zapłacono, opłacona, rozliczona, 已付,
    已付款, 已收, 已收款, 已结清, 已核销, 已付清, 结清, yes, y, true, ja, oui, sí, sim, tak, はい, betald, betalt,
    slutbetald, helt betald, reglerad, slutreglerad, avslutad, pagata, pagato, saldata, saldato, incassata, incassato,
    chiusa, chiuso, paga, pago, quitada, quitado, liquidada, liquidado, recebida, recebido, encaissée, encaissé,
    入金済, 入金済み, 支払済, 支払済み, 支払い済み, 決済済, 決済済み, 回収済, 回収済み, 消込済, 消込済み, 完了, 完済,
    済""",
    void="""void, voided, cancelled, canceled, cancel, deleted, reversed, annulled, storniert, storno, gelöscht,
    annulé, annulée, anulada, anulado, cancelada, cancelado, geannuleerd, anulowana, anulowano, 作废, 已作废, 已取消,
    取消, 红冲作废, written off, write off, bad debt, makulerad, annullerad, avbruten, borttagen, struken, annullata,
    annullato, stornata, stornato, eliminata, cancellata, estornada, estornado, 取消, 取り消し, 取消済, 取消済み,
    キャンセル, 無効, 破棄, 削除, 削除済""",
    draft="""draft, awaiting approval, quote, quotation, estimate, sales order, order, delivery note, pro-forma,
    pro forma invoice, proforma invoice, auftrag, lieferschein, pro forma, proforma, unposted, not posted, saved,
    parked, held, planned, entwurf, vorerfasst, angebot, brouillon, devis, borrador, presupuesto, concept, offerte,
    szkic, robocza, 草稿, 未审核, 未过账, 创建, 暂存, 审核中, 重新审核, utkast, preliminär, orderbekräftelse, bozza,
    preventivo, rascunho, orçamento, 下書き, 下書, 見積, 見積書, 仮, 未発行, 未承認, 承認待ち, 未確定""",
)
SIDES = _words(
    debit="s, soll, d, dr, dr., debit, debe, débit, deb, debet, dare, débito, wn, winien, 借, 借方, +, debit side",
    credit="h, haben, c, cr, cr., credit, haber, crédit, cred, ma, avere, crédito, 贷, 贷方, 貸, 貸方, -, kredit,"
    " credit side",
)
SIDES_OF_A_COLUMN = {"k": CREDIT, "a": CREDIT}  # behind an amount they would be thousands, say
# Of all cells that begin or contain so.
OPEN_TEXT = re.compile(
    r"(?:overdue|past due|due (?:in|on|since|today)|late)\b.*|\d+ (?:days?|tage) "
    r"(?:overdue|late|past due|uberfallig).*"
    r"|seit \d+ tagen uberfallig"
)
PARTS = (  # of kinds that Chinese programs put together, the first that fits
    ("红字", CREDIT_NOTE), ("红票", CREDIT_NOTE), ("退", CREDIT_NOTE), ("收款", PAYMENT), ("预收", PAYMENT),
    ("回款", PAYMENT), ("发票", INVOICE), ("应收单", INVOICE), ("出库单", INVOICE),
)  # fmt: skip
POSTING_KEYS = {
    key: kind
    for keys, kind in (
        ("01 04 05 06 07 08 09 12", INVOICE), ("02 11 16 19", CREDIT_NOTE), ("14 15 17 18", PAYMENT),
    )
    for code in keys.split()
    for key in {code, str(int(code))}
}  # fmt: skip
PAYABLES = frozenset(
    fold(word)
    for word in (
        "accpay", "accpaycredit", "bill payment", "bill credit", "bill payment (check)", "vendor bill", "vendor credit",
        "supplier invoice",
        "supplier payment", "supplier credit", "vendor refund", "vendor payment", "vendor credit note",
        "supplier refund", "supplier credit note", "vendor bills",
        "purchase invoice", "purchase credit note", "in_invoice", "in_refund", "eingangsrechnung",
        "lieferantenrechnung", "facture fournisseur", "factura de proveedor", "inkoopfactuur", "faktura zakupu",
        "采购发票", "应付单", "付款单",
        "leverantörsfaktura", "leverantörskredit", "fattura fornitore", "fattura di acquisto",
        "fatura de fornecedor", "仕入", "仕入伝票", "買掛", "支払伝票",
    )
)  # fmt: skip
TRACE = re.compile(r"(?=.*\d)(?:[\d]{1,4}[-./年]\d{1,2}[-./月]\d{1,4}.*|[a-z]+[-/ .]?\d.*|\d{6,})")
YES = frozenset(
    ("yes", "y", "true", "1", "x", "ja", "j", "oui", "si", "sí", "tak", "t", "sim", "はい", "済", "是", "✓", "√")
)
NO = frozenset(("no", "n", "false", "0", "nein", "non", "nee", "nie", "nej", "nao", "いいえ", "否", "f"))

# Placeholders of cells in which there is nothing.
NOTHING = frozenset(
    fold(word)
    for word in ("n/a", "na", "n.a.", "#n/a", "nan", "nat", "none", "null", "nil", "nothing", "(blank)", "blank",
        "(none)", "not available", "not applicable", "tbd", "(null)", "<null>", "[null]", "(empty)",
        "k.a.", "k. a.", "entfällt", "leer", "s/o", "n.v.t.",
        "nvt", "brak", "saknas", "ingen", "nessuno", "n.d.", "n/d", "nenhum", "なし", "無し", "未定",
        "ー", "无", "-", "--", "---", "–", "—", "―", "−", "/", ".", "?", "*", "…", "...", "_", "\\n", "空")
)  # fmt: skip
NO_DAY = re.compile(
    r"0{1,4}([-./])0{1,2}\1(?:0{4}|0{2})|0{4}年0{1,2}月0{1,2}日|0+(?:[.,]0+)?|0{8}|0{6}|[-./ ]+"
    r"|(?:__|_)?[-./]+(?:__|_)?[-./]+_*"
)
NO_DAY_IN_WORDS = re.compile(  # day 0 of spreadsheets, midnight alone, and nines
    r"0{1,2}[-. ](?:jan|jän|janv)\.?[-. ](?:19)?00|0?0:00(?::00)?(?: am)?|12:00(?::00)? am"
    r"|0?0([-./])0?1\1(?:19)?00|0?1([-./])0?0\2(?:19)?00|(?:19)?00([-./])0?1\3000?|99([-./])99\4(?:99|9999)",
    re.IGNORECASE,
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
AT_ONCE = frozenset(
    fold(word)
    for word in (
        "on receipt", "due on receipt", "upon receipt", "due upon receipt", "immediately", "immediate", "cod", "cash",
        "sofort", "sofort fällig", "prompt", "à réception", "comptant", "al contado", "contado", "contant", "direct",
        "a vista", "vista", "natychmiast", "gotówka", "omgående", "见票即付", "即期", "即日",
    )
)  # fmt: skip
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
    if NO_DAY.fullmatch(text) or NO_DAY_IN_WORDS.fullmatch(text) or text in COMPACT:
        return True
    match = NUMBERS.fullmatch(text)
    if not match:
        return False
    first, second, third = (int(part) for part in match.groups())
    if first == 0 or third == 0:
        return first == second == third == 0 or text.startswith(("00.00.0000", "0000-00-00"))
    return not {(first, second, third), (third, second, first), (third, first, second)}.isdisjoint(NEVER)


def is_at_once(value: object) -> bool:
    """Whether a cell says that an invoice is due on its own day."""
    return word(value) in AT_ONCE


def kind(value: object) -> str:
    """The kind of document a cell names; "" where it names none."""
    text = word(value)
    if found := KINDS.get(text):
        return found
    bare = text.replace("_", " ").replace("-", " ").strip(" .:")
    if found := KINDS.get(bare):
        return found
    if found := next((KINDS[first] for first in (bare.split(" (")[0], bare.split(" - ")[0]) if first in KINDS), ""):
        return found
    return next((found for part, found in PARTS if part in text), "")


def posting_key(value: object) -> str:
    """The kind of document that SAP's posting key tells."""
    text = f"{value:.0f}" if isinstance(value, float) else str(value).strip()
    return POSTING_KEYS.get(text, "")


def left_out(value: object) -> str:
    """Why a document of this kind is none of the ledger: a quotation, say, or what the company owes; "" for
    others."""
    text = word(value)
    found = PAYABLE if text in PAYABLES else STATES.get(text, "")
    return found if found in LEFT_OUT else ""


def is_trace(value: object) -> bool:
    """Whether a cell is the day or the document by which something was cancelled, and no amount."""
    if hasattr(value, "year"):
        return not is_no_day(value)
    text = word(f"{value:.0f}" if isinstance(value, float) and value.is_integer() else value)
    return bool(TRACE.fullmatch(text))


def state(value: object) -> str:
    """The state a cell names; "" where it names none."""
    text = word(value).strip(" .!")
    if found := STATES.get(text) or STATES.get(text.rpartition(" : ")[2]):  # Invoice : Open
        return found
    return OPEN if OPEN_TEXT.fullmatch(text) else ""


def side(value: object) -> str:
    """The side that a cell of a column of sides names."""
    return SIDES.get(word(value), "") or SIDES_OF_A_COLUMN.get(word(value), "")


def side_of_label(label: str) -> str:
    """The side that stands beside an amount."""
    return SIDES.get(word(label), "")
