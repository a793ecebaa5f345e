"""Columns of a ledger: one table of what each means, how its cells are written, and what programs call it.

Headings are those of English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish, Chinese
and Japanese programs. A semicolon begins the next rank: of two headings in one rank neither is surer than
the other. A new column is one entry here, its label in the model of columns, and what is done with it in
the reader.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

CUSTOMER, REFERENCE, NUMBER = "customer", "reference", "number"
INVOICED, DUE, PAID_ON = "invoiced", "due", "paid_on"
AMOUNT, PAID, OPEN, CURRENCY = "amount", "paid", "open", "currency"
DEBIT, CREDIT, SIGN = "debit", "credit", "sign"
KIND, STATUS, PAYMENT_STATUS, CLEARING = "kind", "status", "payment_status", "clearing"
PART = "part"

TEXT, DAY, MONEY, MARK = "text", "day", "money", "mark"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as the table has it.

    ``example`` stands in the workbook to fill in; a timedelta counts from the due date. ``ranks`` holds
    what programs call the column, normalised, the surest first.
    """

    name: str
    cells: str
    ranks: tuple[tuple[str, ...], ...]
    always: bool = False  # each invoice has it
    example: str | float | timedelta | None = None


def fold(text: str) -> str:
    """Text without accents and case."""
    if text.isascii():
        return text.lower()
    marks = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return unicodedata.normalize("NFC", "".join(sign for sign in marks if not unicodedata.combining(sign)))


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _ranks(text: str) -> tuple[tuple[str, ...], ...]:
    """Ranks of headings, each also as programs without umlauts write it."""
    ranks = []
    for rank in text.split(";"):
        words = [" ".join(word.split()).casefold() for word in rank.split(",")]
        ranks.append(tuple(dict.fromkeys(fold(form) for word in words for form in (word, word.translate(UMLAUTS)))))
    return tuple(ranks)


_TABLE = (
    Heading(REFERENCE, TEXT, example="C-100", ranks=_ranks(
        """customer id, customer number, customer no, customer nr, customer code, customer ref, customer reference, cust
        number, cust no, cust id, client id, client number, client no, client code, debtor number, debtor id, debtor no,
        debtor code, kundennummer, kunden nummer, kundennr, kunden nr, kdnr, kd nr, debitorennummer, debitorennr,
        debitornummer, debitor nr, debitoren nr, code client, numéro client, n client, no client, código cliente, código
        de cliente, n cliente, nº cliente, klantnummer, klantnr, klantcode, debiteurnummer, debiteurnr, nr klienta, kod
        klienta, numer klienta, kod kontrahenta, 客户编号, 客户编码, 客户代码, 客户号, 往来单位编码, 客戶編號, 客戶代碼,
        kundnummer, kundnr, kund nr, kund id, kundkod, kundenr, codice cliente, cod cliente, numero cliente, nr cliente,
        id cliente, código do cliente, número do cliente, nº do cliente, code tiers, compte client, compte tiers,
        relatienummer, 得意先コード, 得意先番号, 顧客コード, 顧客番号, 顧客id, 取引先コード, 取引先番号, お客様番号,
        お客様コード, 請求先コード, customer account, bill to customer no, sell to customer no, customer account no, a c
        ref, account reference, account ref, debitorenkonto, kunnr, kto nr, kd konto, partner reference, kundekonto,
        debitorkonto, auxiliaire, compte auxiliaire, comp aux num, idcust, cardcode, card code, odběratel č, customer
        key, odběratel kód, personenkonto, cuenta cliente, ügyfélkód, asiakasnumero, asiakasnro, 客户代号; account
        number, account no, account, a c, acct, kontonummer, konto, numéro de compte; account code, partner code, party
        code"""
    )),
    Heading(CUSTOMER, TEXT, example="", ranks=_ranks(
        """customer name, name customer, customer full name, client name, debtor name, contact name, partner name, party
        name, party s name, kundenname, name des kunden, debitorname, debitorenname, nom du client, nom client, nombre
        del cliente, nombre cliente, razón social, klantnaam, debiteurnaam, nazwa klienta, nazwa kontrahenta, 客户名称,
        客户全称, 客户简称, 购货单位, 购方名称, 往来单位, 单位名称, 客戶名稱, kundnamn, kundens namn, nome cliente, nome
        del cliente, denominazione cliente, ragione sociale, ragione sociale cliente, nominativo, intestatario, nome do
        cliente, razão social do cliente, nom du tiers, relatienaam, naam klant, 得意先名, 得意先名称, 顧客名, 顧客名称,
        取引先名, 取引先名称, 請求先名, お客様名, partys name, particulars, invoice partner display name, invoice
        partner name, rechnungspartner, partenaire, name 1, name 1 customer, bill to customer, bill to name, bill to
        customer name, customer company name, cust name, co last name, intitulé, matchcode, libellé auxiliaire, libellé
        compte auxiliaire, comp aux lib, intitulé du tiers, intitulé tiers, nom tiers, namecust, card name, cardname,
        kundenavn, debitornavn, podmiot, odbiorca, contacto, odběratel, název firmy, vevő neve, asiakas, asiakkaan nimi,
        kontobeschriftung, kontobeschreibung, kunde name, customer supplier name, bill to organization, 客户简称名,
        购货单位名称; customer, cust, bp customer, kontakt, sell to customer, sell to customer name, sold to customer,
        client, debtor, bill to, sold to, buyer, contact, partner, party, kunde, debitor, auftraggeber, cliente, klant,
        debiteur, klient, kontrahent, nabywca, płatnik, 客户, 客戶, kund, debitore, intestazione, sacado, tiers,
        relatie, 得意先, 顧客, 取引先, 請求先, お客様, vevő, navn, to, 往来客户; name, name1, company name, company,
        firma, bezeichnung, beschriftung, kontobezeichnung, nom, nombre, naam, nazwa, raison sociale, namn,
        denominazione, nome, 会社名; account name, account"""
    )),
    Heading(NUMBER, TEXT, always=True, example="2024-0001", ranks=_ranks(
        """invoice number, invoice no, tax invoice no, tax invoice number, invoice nr, inv no, inv number, invoice ref,
        bill number, bill no, rechnungsnummer, rechnungs nummer, rechnungsnr, rechnungs nr, rechnung nr, re nr, numéro
        de facture, numéro facture, n facture, no facture, n de facture, nº facture, número de factura, nº factura, nº
        de factura, n factura, número factura, factuurnummer, factuurnr, factuur nr, nr faktury, numer faktury, faktura
        nr, fakturanummer, fakturanr, numero fattura, numero della fattura, numero documento, n fattura, nr fattura, num
        fattura, nº fatura, nº da fatura, número da fatura, número fatura, nº da factura, número da factura, nota
        fiscal, nº nota fiscal, número da nota fiscal, 請求書番号, 請求番号, 請求書no, 請求no, inv ref, trx number, trx
        no, invoice num, op nr, 发票号码, 发票号, 发票编号, 發票號碼, invoice cm, invoice cm no, factuur nummer,
        transaction num, trx num, nr rachunku, serie nº factura, serie nº, nº serie factura, fakturanr bilag, číslo
        faktury, číslo dokladu, számlaszám, számla sorszáma, laskun numero, laskunro, num fac, idinvc, invoice bill no,
        doc num, docnum, 发票单号, 应收单号; invoice id, document number, document no, doc number, doc no, document id,
        doc id, voucher number, voucher no, vch no, belegnummer, belegnr, beleg nr, dokumentnummer, belegfeld 1, n
        pièce, numéro de pièce, n document, número de documento, nº documento, documentnummer, boekstuknummer, nr
        dokumentu, numer dokumentu, 单据编号, 单据号, 單據編號, num documento, nr documento, n doc, num doc, numero doc,
        verifikationsnummer, 伝票番号, 伝票no, 売上伝票番号, documentnr, document nr, document nummer, journal entry no,
        numer dok, nr dok, bilagsnr, bilagsnummer, piece ref, ons ref, boekst nr, boekstnr, xblnr; invoice, rechnung,
        facture, factura, factuur, faktura, bill, fattura, fatura, 請求書; transaction id, transaction no, number, num,
        no, nr, numéro, número, document, doc, voucher, beleg, nummer, pièce, belnr, journal entry, ref no, ref,
        reference, referenz, opos nummer, row id, 番号, dokument, documento, transaction, num fra, číslo, bilag, id no,
        id nr, reference nbr, ref nbr, numer, nbr; asiento, 凭证字号, 凭证号, 凭证编号, journal no, n écriture, ecriture
        num"""
    )),
    Heading(INVOICED, DAY, always=True, example=timedelta(days=-30), ranks=_ranks(
        """invoice date, tax invoice date, trx date, bldat, invoice bill date, date of invoice, inv date, document date,
        doc date, bill date, issue date, date issued, rechnungsdatum, belegdatum, ausstellungsdatum, date de facture,
        date facture, date de facturation, date d émission, date du document, fecha de factura, fecha factura, fecha de
        emisión, fecha documento, factuurdatum, documentdatum, data faktury, data wystawienia, data dokumentu, 开票日期,
        发票日期, 单据日期, 開票日期, 發票日期, 單據日期, fakturadatum, utställningsdatum, utfärdandedatum, data
        fattura, data della fattura, data documento, data doc, data emissione, data di emissione, data da fatura, data
        fatura, data da factura, data de emissão, data emissão, emissão, 請求日, 請求書日付, 請求書発行日, 請求日付,
        発行日, 伝票日付, 売上日, invoiced, invoiced on, date invoiced, billed on, fecha fact, fecha fra, fecha de
        emision, beleg datum, rechnungs datum, rech datum, date pièce, date de pièce, piece date, date invc, dateinvc,
        data powstania, data wyst, data sprzedaży faktury, fakturadato, dato faktura, bilagsdato, datum vystavení, datum
        vystaveni, kiállítás dátuma, számla kelte, laskun päiväys, laskupäivä, journal entry date, document dt, invoice
        dt, doc dt, 开单日期, 票据日期, dated on, issued, issued on, date of issue; date, datum, fecha, data, 日期,
        日付, 取引日; posting date, accounting date, billing date, buchungsdatum, transaction date, order datetime,
        order date, date comptable, fecha contable, boekdatum, 业务日期, 记账日期, bokföringsdatum, data registrazione,
        data contabile, data de lançamento, 計上日, dato, boekingsdatum, ecriture date, páivämäärä, budat, 记帐日期,
        bokføringsdato; document create date, creation date, created on, date created, created"""
    )),
    Heading(DUE, DAY, example=timedelta(0), ranks=_ranks(
        """due date, date due, due in date, payment due, payment due date, net due date, maturity date, due on, net due
        dt, due dt, nettofäll, netdt, faedt, due, maturity, fälligkeitsdatum, fälligkeit, fällig am, nettofälligkeit,
        fällig, fälligkeit netto, date d échéance, date échéance, échéance, date d echeance, fecha de vencimiento, fecha
        vencimiento, vencimiento, vervaldatum, vervaldag, termin płatności, data płatności do, 到期日期, 到期日,
        应收日期, 应收到期日, 付款到期日, 应付日期, 應收日期, invoice date due, date maturity, förfallodatum,
        förfallodag, förfaller, sista betalningsdag, betalas senast, data scadenza, data di scadenza, scadenza, data de
        vencimento, data do vencimento, data vencimento, vencimento, termin zapłaty, 支払期日, 支払期限, お支払期限,
        入金期限, 入金期日, 回収期日, 期日, datedue, due date receive by, net due, faelligkeit netto, datum splatnosti,
        splatnost, esedékesség, fizetési határidő, eräpäivä, forfaldsdato, forfall, forfallsdato, betalingsfrist,
        termin, termin pł, fecha venc, fecha vto, vto, vcto, data scad, scad, date éch, dt échéance, datum vervallen,
        fällig am datum, 应收日, 还款日期; 入金予定日, 回収予定日, 支払予定日"""
    )),
    Heading(AMOUNT, MONEY, always=True, example=1234.5, ranks=_ranks(
        """invoice amount, amount incl tax, gross amount, total amount, invoice total, amount total, grand total,
        invoiced amount, invoice value, invoice gross, total gross, total incl vat, total incl tax, document amount,
        original amount, rechnungsbetrag, bruttobetrag, bruttorechnungsbetrag, betrag brutto, gesamtbetrag, montant ttc,
        total ttc, montant total, montant facture, importe total, total factura, importe factura, amount due original,
        amount incl vat, amount incl gst, amount inc tax, amount inc vat, amount including tax, amount including vat,
        total inc vat, total inc tax, total including tax, total including vat, invoice amount incl vat, amount gross,
        betrag inkl mwst, betrag inkl ust, rechnungsbetrag brutto, endbetrag, rechnungssumme, document total,
        factuurbedrag, totaalbedrag, bedrag incl, bedrag incl btw, kwota brutto, wartość brutto, 发票金额, 价税合计,
        含税金额, 应收金额, 开票金额, 本币金额, 原币金额, 价税合计本位币, 总金额, 發票金額, total in currency,
        fakturabelopp, totalbelopp, bruttobelopp, belopp inkl moms, summa inkl moms, totalt inkl moms, importo fattura,
        totale fattura, totale documento, importo totale, importo lordo, totale lordo, importo ivato, totale ivato,
        importo documento, valor total, valor bruto, valor da fatura, valor fatura, total da fatura, valor com iva,
        total com iva, valor original, valor nominal, net à payer, 請求金額, 請求額, ご請求額, 税込金額, 税込請求額,
        請求合計, 請求合計額, 税込合計, 合計金額, 請求総額, 売上金額, amtinvctc, amtinvchc, document value, doc value,
        wrbtr, dmbtr, umsatz ohne soll haben kz, umsatz ohne soll haben kennzeichen, totaal incl, total ttc eur,
        wartość, kwota należności, celkem, celkem s dph, částka, bruttó összeg, végösszeg, summa eur, beløb, beløb inkl
        moms, beløp, line total, summe brutto, betrag in euro, monto, monto total, importe facturado, amount incl,
        amount with tax, gross total, total price, 应收款金额, 开票总额, 含税总额, 金额合计, invoice amt, inv amt, total
        value, gross value; amount, amt, umsatz, opening amount, total, gross, brutto, betrag, gesamt, summe, montant,
        importe, bedrag, kwota, wartość, 金额, 金額, belopp, summa, totalt, importo, totale, ammontare, valor, montante,
        合計, 総額, lordo, ttc, totaal"""
    )),
    Heading(CURRENCY, MARK, example="", ranks=_ranks(
        """document currency, invoice currency, transaction currency, currency, currency code, waers, curr, ccy, dcurr,
        crcy, währung, währungscode, währungsschlüssel, belegwährung, wkz, wkz eingabebetrag, devise, monnaie, moneda,
        divisa, valuta, munt, waluta, 币种, 币别, 货币, 货币代码, 幣別, 貨幣, valutakod, valutaslag, codice valuta,
        moeda, 通貨, 通貨コード, codecurn, company code currency, co cd crcy, transaction crcy, měna, pénznem, valuutta,
        valutacode, valutakode, idevise, devises, wkz umsatz, 币别名称, divisa código, cur; local currency, company
        currency, lcurr, lcur, hauswährung, hwähr"""
    )),
    Heading(PAID_ON, DAY, example=timedelta(days=5), ranks=_ranks(
        """payment date, paid at, augdt, date of payment, date paid, paid date, paid on, clear date, clearing date,
        clearing, clrng, clrng date, cleared on, closed at date, closed at, date closed, closed date, settled date,
        settled on, settlement date, fully paid on, fully paid on date, receipt date, date received, collection date,
        closed on, zahlungsdatum, zahldatum, zahlung am, bezahlt am, gezahlt am, ausgleichsdatum, ausgeglichen am,
        ausgleich, zahlungseingang, date de paiement, date paiement, date de règlement, date règlement, payé le, réglé
        le, fecha de pago, fecha pago, fecha de cobro, fecha cobro, pagado el, betaaldatum, betaald op, datum betaling,
        data zapłaty, data płatności, zapłacono dnia, 收款日期, 付款日期, 回款日期, 到账日期, 核销日期, 清账日期,
        结清日期, 结算日期, 實收日期, 收款日, betaldatum, betalningsdatum, betalningsdag, inbetalningsdatum,
        inbetalningsdag, betald den, betald datum, data pagamento, data di pagamento, data del pagamento, pagata il,
        pagato il, data incasso, data di incasso, saldata il, data saldo, data de pagamento, data do pagamento, pago em,
        data de recebimento, data recebimento, recebido em, data de liquidação, liquidado em, data de pago, 入金日,
        入金日付, 入金年月日, 入金完了日, 決済日, 消込日, 回収日, 領収日, datum úhrady, bezahldatum, kiegyenlítés
        dátuma, maksupäivä, betalingsdato, fully paid date, date closed posted, date let, date lettrage, datum zahlung,
        paid at utc, date of settlement, last settled, settlement dt, clearing dt, 实际收款日期, fecha cobrado, fecha de
        cobro real, cleared date; paid, closed, settled, cleared, bezahlt, gezahlt, beglichen, payé, payée, réglé,
        soldé, pagado, pagada, cobrado, betaald, zapłacono, opłacona, betald, slutbetald, reglerad, pagata, pagato,
        saldata, saldato, incassata, paga, pago, liquidada, quitada, recebida, 入金済, 完済日, 已付, 已收"""
    )),
    Heading(PAID, MONEY, ranks=_ranks(
        """amount paid, paid amount, invoice amount paid, payment amount, amount received, received amount, payments,
        paid, received, bezahlter betrag, gezahlter betrag, zahlbetrag, zahlungsbetrag, bereits gezahlt, bezahlt,
        gezahlt, montant payé, montant réglé, payé, réglé, importe pagado, importe cobrado, pagado, cobrado, zahlungen,
        receipt amount, receipts, amount applied, applied amount, encaissements, betaald bedrag, betaald, kwota
        zapłacona, zapłacono, 已收金额, 已付金额, 已核销金额, 已结金额, 回款金额, 收款金额, 实收金额, 付款金额, 已收,
        已收金額, betalt belopp, inbetalt belopp, inbetalt, betalt, importo pagato, importo incassato, pagato,
        incassato, valor pago, valor recebido, montante pago, pago, recebido, 入金額, 入金金額, 入金済額, 入金済金額,
        回収額, 回収金額, 消込額, 消込金額, rozliczono, uhrazeno, betalt beløb, maksettu, paid amt, receipts amount,
        settled amount, amount settled, already paid, paid to date, total paid, montant lettré, montant encaissé, betrag
        bezahlt, bezahlt betrag, verrechnet, 已核销, 已核销金额合计, importe liquidado, paid value"""
    )),
    Heading(OPEN, MONEY, ranks=_ranks(
        """open balance, open amount, amount open, total open amount, outstanding amount, amount outstanding, amount
        remaining, amount due remaining, due amount, residual amount, outstanding balance, outstanding, balance due,
        amount due, invoice amount due, amount residual, residual, remaining, remaining amount, remaining amt, balance
        outstanding, noch offen, offener saldo, pending amount, unpaid amount, open, offener betrag, fälliger betrag,
        offener posten, offene posten, restbetrag, offen, solde dû, reste dû, reste à payer, restant dû, pending,
        montant dû, montant restant, pendiente, importe pendiente, saldo pendiente, openstaand, openstaand bedrag,
        openstaand saldo, do zapłaty, pozostało, pozostało do zapłaty, kwota pozostała, 未收金额, 未付金额, 未核销金额,
        未结金额, 应收余额, 未收余额, 欠款, 未收, restbelopp, kvar att betala, återstår, återstår att betala,
        återstående belopp, utestående, utestående belopp, obetalt, obetalt belopp, öppet belopp, importo residuo,
        residuo, importo aperto, saldo aperto, saldo residuo, da incassare, da pagare, importo scoperto, residuo da
        incassare, importo da incassare, importo dovuto, saldo em aberto, valor em aberto, em aberto, valor pendente,
        montante em aberto, saldo devedor, valor a receber, por receber, por liquidar, em dívida, montante em dívida,
        未入金額, 未入金, 未回収額, 未回収, 未収金額, 未収額, 請求残高, 未入金残高, 未消込額, 未決済額, 残額, amtduetc,
        amtduehc, outstanding value, remaining amt, pozostaje, pozostaje do zapłaty, k likvidaci, zbývá uhradit, dlužná
        částka, restbeløb, restbeløp, saldo restante, restante, avoin summa, avoinna, amount remaining foreign currency,
        unpaid balance, unpaid, amount open in doc, invoice balance, solde restant, restbedrag, nog te betalen, te
        betalen, openst bedrag, pendiente de cobro, por cobrar, impagado importe, da saldare, residuo aperto, 剩余金额,
        未清金额, 尚欠金额, amount still open, open amt, openamount, balance amount, invoice bal, inv bal, due value,
        open bal; balance, closing balance, ending balance, saldo, solde, 余额, 餘額, 期末余额, 残高, 売掛残高,
        売掛金残高, rest, due, total due, total outstanding"""
    )),
    Heading(DEBIT, MONEY, ranks=_ranks(
        """debit, debit amount, dr, dr amount, soll, sollbetrag, betrag soll, soll betrag, umsatz soll, débit, montant
        débit, debe, cargo, debet, winien, wn, 借方, 借方金额, 借方發生額, 借方发生额, 借方金額, dare, importo dare,
        débito, invoices, debit amt, debit amount lcy, 本期应收, 借方本币, debet bedrag, sales debit, 本期借方; invoice,
        facture, rechnung"""
    )),
    Heading(CREDIT, MONEY, ranks=_ranks(
        """credit, credit amount, cr, cr amount, haben, habenbetrag, betrag haben, haben betrag, umsatz haben, crédit,
        montant crédit, haber, abono, ma, 贷方, 贷方金额, 贷方发生额, 貸方, 貸方金額, avere, importo avere, kredit,
        crédito, credit note, credit notes, credit note amount, gutschrift, gutschriften, avoir, avoirs, credit amt,
        credit amount lcy, 贷方本币, credit bedrag, 本期贷方, 本期收回, 本期收款"""
    )),
    Heading(SIGN, MARK, ranks=_ranks(
        """s h, sh, shkzg, soll haben, soll haben kennzeichen, soll haben kz, sh saldo, s h kennzeichen, shkennzeichen,
        d c, dc, dr cr, drcr, debit credit, debit credit ind, debit credit indicator, sign, sens, d h, debe haber,
        strona, 借贷, 借贷方向, 方向, dare avere, d a, segno, debet kredit, d k, 貸借, 貸借区分, 借貸区分"""
    )),
    Heading(KIND, MARK, ranks=_ranks(
        """document type, doc type, blart, ty, transaction type, invoice type, voucher type, vch type, entry type, type,
        doctype, belegart, dokumentart, art, belegtyp, move type, type de document, type de pièce, tipo de documento,
        tipo, documenttype, documentsoort, soort, typ dokumentu, typ, rodzaj, 单据类型, 类型, 凭证类型, tipo doc,
        dokumenttyp, fakturatyp, transaktionstyp, verifikationstyp, 伝票種別, 伝票区分, 取引区分, 取引種別, 種別, 区分,
        種類, journal entry type, texttrx, document kind, doc kind, documenttype omschrijving, 单据名称, bilagstype,
        druh, typ dokladu; buchungstext, text, description, memo, libellé, bezeichnung buchung, posting key, pk, pstky,
        buchungsschlüssel, bschl, causale, descrizione, beskrivning, descrição, 摘要"""
    )),
    Heading(STATUS, MARK, ranks=_ranks(
        """status, state, invoice status, document status, rechnungsstatus, belegstatus, statut, état, estado, toestand,
        stan, status faktury, 状态, 单据状态, fakturastatus, stato, stato fattura, stato documento, situação, situação
        da fatura, ステータス, 状態, 状況, 請求書ステータス, bezahlstatus, zahlungszustand, situación, situacion, stav,
        tilanne, 单据状态名称"""
    )),
    Heading(PAYMENT_STATUS, MARK, ranks=_ranks(
        """payment status, payment state, paid status, zahlungsstatus, zahlstatus, statut de paiement, état du paiement,
        estado de pago, betaalstatus, status płatności, 付款状态, 收款状态, is paid, fully paid, betalningsstatus, stato
        pagamento, stato di pagamento, estado do pagamento, situação do pagamento, 入金状況, 入金ステータス, 支払状況,
        決済状況, 消込状況, 入金区分; paid, settled, cleared, bezahlt, gezahlt, beglichen, payé, payée, réglé, pagado,
        pagada, cobrado, betaald, zapłacono, opłacona, 已付, 已收, open, offen, is open, outstanding, is outstanding,
        unpaid, is unpaid, unbezahlt, betald, slutbetald, pagata,
        pagato, saldata, saldato, incassata, paga, pago, liquidada, quitada, 入金済, 入金済み, 支払済"""
    )),
    Heading(CLEARING, TEXT, ranks=_ranks(
        """clearing document, clearing doc, augbl, clrng doc, ausgl beleg, clearing doc no, clearing entry, clearing
        number, ausgleichsbeleg, ausgleichsnummer, lettrage, pièce de lettrage, 清账凭证"""
    )),
    Heading(PART, TEXT, ranks=_ranks(
        """instalment, installment, instalment no, installment no, instalment number, installment number, rate nr,
        ratennummer, teilzahlung nr, n d échéance, numéro d échéance, plazo, n plazo, termijn, termijnnummer, rata, nr
        raty, 分期, 期数, n rata, numero rata, delbetalning nr, parcela, nº parcela, número da parcela, 分割回数"""
    )),
)  # fmt: skip
HEADINGS = {heading.name: heading for heading in _TABLE}
MEANINGS = tuple(HEADINGS)
DATES = tuple(name for name, heading in HEADINGS.items() if heading.cells == DAY)
AMOUNTS = tuple(name for name, heading in HEADINGS.items() if heading.cells == MONEY)
MARKS = tuple(name for name, heading in HEADINGS.items() if heading.cells == MARK)
ALWAYS = tuple(name for name, heading in HEADINGS.items() if heading.always)
TEMPLATE = {name: heading.example for name, heading in HEADINGS.items() if heading.example is not None}
