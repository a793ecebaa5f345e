"""What the headers of old ledgers say, in the words of English, German and Chinese programs; the earlier, the surer."""

CUSTOMER, REFERENCE, NUMBER = "customer", "reference", "number"
INVOICED, DUE, PAID_ON = "invoiced", "due", "paid_on"
AMOUNT, PAID, OPEN, CURRENCY = "amount", "paid", "open", "currency"


def _words(text):
    return tuple(word.strip() for word in text.replace("\n", " ").split(","))


WORDS = {
    CUSTOMER: _words(
        """
        customer name, name customer, client name, debtor name, account name, customer, client, debtor,
        bill to, sold to, buyer, company name, partner, kundenname, name des kunden, debitorname,
        debitorenname, kunde, debitor, auftraggeber, firma, 客户名称, 客户全称, 客户简称, 购货单位, 购方名称,
        往来单位, 单位名称, 客户, 客戶名稱, 客戶
        """
    ),
    REFERENCE: _words(
        """
        customer id, customer number, customer no, customer nr, customer code, customer ref,
        customer reference, cust number, cust no, cust id, client id, client number, client code,
        account number, account no, account code, debtor number, debtor id, debtor no, kundennummer,
        kunden nummer, kundennr, kunden nr, kdnr, kd nr, debitorennummer, debitorennr, debitorennr.,
        debitornummer, debitor nr, debitoren nr, 客户编号, 客户编码, 客户代码, 客户号, 往来单位编码,
        客戶編號, 客戶代碼
        """
    ),
    NUMBER: _words(
        """
        invoice number, invoice no, invoice nr, invoice id, invoice, inv no, inv number, document number,
        document no, document id, doc id, doc no, doc number, voucher number, voucher no, bill number,
        bill no, transaction id, number, rechnungsnummer, rechnungs nummer, rechnungsnr, rechnungs nr,
        rechnung nr, rechnung, re nr, belegnummer, belegnr, beleg nr, dokumentnummer, 发票号码, 发票号,
        发票编号, 单据编号, 单据号, 凭证号, 凭证编号, 單據編號, 發票號碼, row id
        """
    ),
    INVOICED: _words(
        """
        invoice date, date of invoice, inv date, issue date, date issued, document date, doc date,
        posting date, billing date, bill date, order datetime, order date, document create date,
        transaction date, date, rechnungsdatum, belegdatum, buchungsdatum, ausstellungsdatum, datum,
        开票日期, 发票日期, 单据日期, 业务日期, 记账日期, 日期, 開票日期, 發票日期, 單據日期
        """
    ),
    DUE: _words(
        """
        due date, date due, due in date, payment due, net due date, maturity date, due, maturity,
        fälligkeitsdatum, fälligkeit, fällig am, nettofälligkeit, fällig, 到期日期, 到期日, 应收日期,
        应收到期日, 付款到期日, 应付日期, 應收日期
        """
    ),
    PAID_ON: _words(
        """
        payment date, date of payment, date paid, paid date, paid on, clear date, clearing date, cleared on,
        settled date, settlement date, receipt date, date received, collection date, closed on,
        zahlungsdatum, zahldatum, zahlung am, bezahlt am, gezahlt am, ausgleichsdatum, ausgeglichen am,
        zahlungseingang, 收款日期, 付款日期, 回款日期, 到账日期, 核销日期, 清账日期, 结清日期, 结算日期,
        實收日期, 收款日
        """
    ),
    AMOUNT: _words(
        """
        invoice amount, amount incl tax, gross amount, total amount, invoice total, amount total,
        invoice value, document amount, original amount, amount, total, gross, rechnungsbetrag, bruttobetrag,
        bruttorechnungsbetrag, betrag brutto, brutto, gesamtbetrag, betrag, summe, 发票金额, 价税合计,
        含税金额, 应收金额, 开票金额, 总金额, 金额, 發票金額, 金額
        """
    ),
    PAID: _words(
        """
        amount paid, paid amount, payment amount, amount received, received amount, payments, paid, received,
        bezahlter betrag, gezahlter betrag, zahlbetrag, zahlungsbetrag, bereits gezahlt, bezahlt, gezahlt,
        已收金额, 已付金额, 回款金额, 收款金额, 实收金额, 付款金额, 已收, 已收金額
        """
    ),
    OPEN: _words(
        """
        open balance, open amount, amount open, total open amount, outstanding amount, amount outstanding,
        outstanding balance, outstanding, balance due, amount due, amount residual, residual, remaining,
        unpaid amount, balance, open, offener betrag, offener posten, offene posten, restbetrag, offen,
        saldo, 未收金额, 未付金额, 应收余额, 未收余额, 余额, 欠款, 未收, 餘額
        """
    ),
    CURRENCY: _words(
        """
        currency, invoice currency, currency code, curr, ccy, währung, währungscode, währungsschlüssel, wkz,
        币种, 币别, 货币, 货币代码, 幣別, 貨幣
        """
    ),
}
# Headers that hold such words and mean something else.
OTHERS = _words(
    """
    days, late, terms, source, user, type, rate, paperless, unit, country, address, phone, mail, tax,
    vat, net, discount, tage, steuer, mwst, netto, skonto, 天数, 税额, 税率, 类型, is
    """
)
