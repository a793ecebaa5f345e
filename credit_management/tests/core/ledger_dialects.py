"""The dialects: programs of many countries, and some that write what cannot be certain."""

from datetime import date

from .ledger_dialect import Dialect, credit, debit, net, number, paid, positive, still_open, tax, valid

JAPANESE = ("株式会社青木", "石川商店", "上田工業", "遠藤時計", "岡本物産")
CHINESE = ("北京明远", "上海合力", "广州通达", "深圳恒信", "成都蓝天")
SWISS = number(group="'")
LATIN = number(",", ".")
NORDIC = number(",", " ")

DIALECTS = (
    Dialect("Swedish, cancelled in a column", (
        ("Fakturanr", "number"), ("Kundnr", "code"), ("Kundnamn", "customer"), ("Fakturadatum", "invoiced"),
        ("Förfallodatum", "due"), ("Totalt", "amount"), ("Saldo", "open"), ("Valuta", lambda one: "EUR"),
        ("Slutbetald", "paid_on"), ("Makulerad", lambda one: "Ja" if one.state == "void" else "Nej"),
        ("Senaste påminnelse", lambda one: date(2026, 10, 1)),
    ), money=NORDIC, keep=lambda one: one.state != "draft"),
    Dialect("Swedish, states", (
        ("Kund", "customer"), ("Fakturanummer", "number"), ("Fakturadatum", "invoiced"), ("Förfallodag", "due"),
        ("Belopp exkl moms", net(1.25)), ("Moms", tax(1.25)),
        ("Belopp inkl moms", "amount"), ("Status", "state"), ("Betalningsdatum", "paid_on"),
    ), day="%d/%m/%Y", money=LATIN,
        words={"open": "Obetald", "paid": "Betald", "void": "Makulerad", "draft": "Utkast"}, total="Summa"),
    Dialect("Italian, documents", (
        ("Codice cliente", "code"), ("Ragione sociale", "customer"), ("Tipo doc.", "kind"),
        ("Numero documento", "number"),
        ("Data documento", "invoiced"), ("Data scadenza", "due"), ("Imponibile", net(1.22, abs)),
        ("IVA", tax(1.22, abs)), ("Totale documento", positive), ("Stato", "state"),
        ("Data pagamento", "paid_on"),
    ), day="%d/%m/%Y", money=LATIN, words={
        "invoice": "FT", "credit": "NC", "open": "Da incassare", "paid": "Incassata", "void": "Annullata",
        "draft": "Bozza",
    }),
    Dialect("Italian, debit and credit", (
        ("Cliente", "customer"), ("Num. documento", "number"), ("Data doc.", "invoiced"), ("Scadenza", "due"),
        ("Causale", "kind"), ("Dare", debit), ("Avere", credit),
    ), day="%d-%m-%y", money=LATIN, words={"invoice": "Fattura", "credit": "Nota di credito"}, keep=still_open,
        total_of_each="Totale {}"),
    Dialect("Italian, paid in words", (
        ("Data", "invoiced"), ("Numero", "number"), ("Cliente", "customer"), ("Netto", net(1.22)),
        ("Lordo", "amount"), ("Data di scadenza", "due"), ("Stato pagamento", "state"), ("Pagato il", "paid_on"),
    ), day="%d %B %Y", delimiter=",", words={"open": "Non pagata", "paid": "Pagata"}, keep=valid),
    Dialect("Japanese, open items", (
        ("得意先コード", "code"), ("得意先名", "customer"), ("請求書番号", "number"), ("請求日", "invoiced"),
        ("支払期日", "due"),
        ("請求金額（税込）", "amount"), ("入金額", paid), ("未入金額", "open"), ("入金日", "paid_on"),
    ), day="%Y/%m/%d", delimiter=",", encoding="cp932", money=number(group=",", digits=2, minus="▲{}"), names=JAPANESE,
        total="合計", keep=valid),
    Dialect("Japanese, states", (
        ("請求書番号", "number"), ("取引先", "customer"), ("請求日", "invoiced"), ("お支払期限", "due"),
        ("税抜金額", net(1.1)),
        ("消費税", tax(1.1)), ("合計金額", "amount"),
        ("入金ステータス", "state"), ("入金日", "paid_on"), ("次回入金予定日", lambda one: date(2026, 12, 20)),
    ), day="%Y年%m月%d日", delimiter=",", names=JAPANESE, keep=valid, credits=False,
        words={"open": "未入金", "paid": "入金済"}),
    Dialect("Japanese, kinds, customers above", (
        ("伝票日付", "invoiced"), ("伝票番号", "number"), ("伝票区分", "kind"), ("支払期限", "due"),
        ("金額", positive),
    ), workbook=True, above=True, names=JAPANESE, words={"invoice": "売上", "credit": "返品"}, keep=still_open,
        title=("売掛金明細", "2026年10月31日現在")),
    Dialect("French, letters and sides", (
        ("Compte tiers", "code"), ("Intitulé", "customer"), ("N° pièce", "number"), ("Date", "invoiced"),
        ("Échéance", "due"),
        ("Libellé", lambda one: f"Chantier {one.number[-3:]}"), ("Débit", debit), ("Crédit", credit),
    ), day="%d/%m/%Y", money=NORDIC, encoding="iso8859-15", names=("Ålund", "Bianchi", "Côté Jardin", "Lefèvre",
        "Müller"), keep=still_open, total="Total général", doubts=("credits",),
        answers={"credits": "credit_note"}),
    Dialect("French, net to pay", (
        ("Client", "customer"), ("N° facture", "number"), ("Date facture", "invoiced"), ("Date d'échéance", "due"),
        ("Total HT", net(1.2)), ("TVA", tax(1.2)),
        ("Net à payer", "amount"), ("Reste dû", "open"), ("Réglé le", "paid_on"),
        ("Dernier règlement", lambda one: date(2026, 9, 30)),
    ), day="%d/%m/%Y", money=NORDIC, keep=valid, total="Totaux"),
    Dialect("Dutch, open balances", (
        ("Relatie", "customer"), ("Factuurnr.", "number"), ("Factuurdatum", "invoiced"), ("Vervaldatum", "due"),
        ("Bedrag incl. BTW", "amount"), ("Openstaand", "open"),
        ("Verwachte betaaldatum", lambda one: date(2026, 12, 24)),
        ("Betaald op", "paid_on"),
    ), day="%d-%m-%Y", money=number(",", ".", minus="{}-"), keep=valid, total="Eindtotaal"),
    Dialect("Polish, states", (
        ("Nr dokumentu", "number"), ("Kontrahent", "customer"), ("Data wystawienia", "invoiced"),
        ("Termin płatności", "due"),
        ("Wartość netto", net(1.23)), ("Wartość brutto", "amount"), ("Waluta", lambda one: "PLN"),
        ("Status", "state"), ("Data zapłaty", "paid_on"),
    ), day="%d.%m.%Y", money=NORDIC, encoding="cp1250", own="PLN", total="Razem", names=("Dąbrowski", "Łódź Zieleń",
        "Żak", "Święty", "Źródło"),
        words={"open": "Nieopłacona", "paid": "Opłacona", "void": "Anulowana", "draft": "Szkic"}),
    Dialect("Portuguese, situation", (
        ("Cód. cliente", "code"), ("Cliente", "customer"), ("Nº fatura", "number"), ("Data de emissão", "invoiced"),
        ("Vencimento", "due"),
        ("Valor", "amount"), ("Situação", "state"), ("Data de recebimento", "paid_on"),
    ), day="%d/%m/%Y", money=LATIN, words={"open": "Em aberto", "paid": "Recebida", "void": "Cancelada",
        "draft": "Rascunho"},
        total="Total geral"),
    Dialect("Month first, debit and credit marks", (
        ("Customer account", "code"), ("Name", "customer"), ("Invoice", "number"), ("Date", "invoiced"),
        ("Due date", "due"),
        ("Amount", positive), ("Dr/Cr", lambda one: "Cr" if one.amount < 0 else "Dr"), ("Closed", "paid_on"),
    ), day="%m/%d/%Y", money=number(group=","), delimiter="\t", encoding="utf-16", keep=valid, total="Report total"),
    Dialect("Two currencies, states", (
        ("Invoice Date", "invoiced"), ("Invoice ID", lambda one: f"98{one.number}00017"), ("Invoice Number", "number"),
        ("Invoice Status", "state"), ("Customer Name", "customer"), ("Due Date", "due"),
        ("Currency Code", lambda one: one.currency or "EUR"), ("SubTotal", net(1.2)), ("Total", "amount"),
        ("Balance", "open"), ("Last Payment Date", "paid_on"),
    ), delimiter=",", foreign=True, doubts=("paid_day",), answers={"paid_day": "due"},
        words={"open": "Overdue", "paid": "Closed", "void": "Void", "draft": "Draft"}),
    Dialect("Entered and accounted amounts, classes", (
        ("Customer Number", "code"), ("Customer Name", "customer"), ("Class", "kind"), ("Trx Number", "number"),
        ("Trx Date", "invoiced"),
        ("Due Date", "due"), ("Entered Currency", lambda one: one.currency or "EUR"), ("Entered Amount", "amount"),
        ("Accounted Amount", lambda one: round(one.amount * (0.9 if one.currency else 1), 2)),
        ("Closed Date", "paid_on"),
    ), day="%d-%b-%Y", delimiter="|", foreign=True, keep=valid, words={"invoice": "INV", "credit": "CM"}),
    Dialect("Chinese, two currencies", (
        ("客户编码", "code"), ("客户名称", "customer"), ("单据类型", "kind"), ("发票号", "number"),
        ("开票日期", "invoiced"), ("到期日", "due"),
        ("币种", lambda one: one.currency or "CNY"), ("原币金额", "amount"),
        ("本币金额", lambda one: round(one.amount * (7.1 if one.currency else 1), 2)),
        ("收款日期", "paid_on"), ("预计收款日期", lambda one: date(2026, 12, 31)),
    ), day="%Y.%m.%d", delimiter=",", encoding="gb18030", own="CNY", names=CHINESE, foreign=True, keep=valid,
        total="合计",
        words={"invoice": "销售发票", "credit": "红字发票"}),
    Dialect("Totals on top, customers above", (
        ("Date", "invoiced"), ("Invoice no.", "number"), ("Due", "due"), ("Gross amount", "amount"),
        ("Open amount", "open"),
    ), workbook=True, above=True, keep=still_open, total="Grand total", total_on_top=True, title=("Open items",
        "As of 31 October 2026")),
    Dialect("Swiss, two digits of the year", (
        ("Debitor", "customer"), ("Rechnung Nr.", "number"), ("Datum", "invoiced"), ("Fällig am", "due"),
        ("Betrag brutto", "amount"),
        ("Offen", "open"), ("Bezahlt am", "paid_on"), ("Mahnstufe", lambda one: "1"),
        ("Letzte Mahnung", lambda one: date(2026, 10, 5)),
    ), day="%d.%m.%y", money=SWISS, keep=valid, total_of_each="Summe {}", total="Gesamtsumme"),
    Dialect("Credit notes in a column of their own", (
        ("Account name", "customer"), ("Document no", "number"), ("Document date", "invoiced"), ("Due date", "due"),
        ("Invoice amount", debit), ("Credit note amount", credit), ("Paid on", "paid_on"),
    ), day="%d %b %Y", delimiter=",", money=number(group=","), keep=valid),
    Dialect("Signs turned round", (
        ("Customer", "customer"), ("Document", "number"), ("Document date", "invoiced"), ("Due date", "due"),
        ("Amount", lambda one: -one.amount),
    ), delimiter=",", keep=still_open, doubts=("signs",), answers={"signs": "turn"}),
    Dialect("A kind in words nobody knows", (
        ("Customer", "customer"), ("Invoice no", "number"), ("Invoice date", "invoiced"), ("Due date", "due"),
        ("Type", "kind"),
        ("Amount", positive),
    ), delimiter=",", keep=still_open, words={"invoice": "Invoice", "credit": "Sundry"}, faults=("unknown_kind",)),
    Dialect("Only ages", (
        ("Customer", "customer"), ("Invoice no", "number"), ("Invoice date", "invoiced"), ("Due date", "due"),
        ("Current", lambda one: None), ("1-30", lambda one: None), ("31-60", lambda one: one.amount),
        ("61-90", lambda one: None),
    ), delimiter=",", keep=still_open, faults=("no amount",)),
)  # fmt: skip
