"""Words in headings that make a column another thing, or change nothing, and what else they tell."""

from .words import fold


def words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


# Words that make a heading another thing, in whatever it stands.
OTHERS = words(
    """ytd mtd days late terms term source user rate paperless unit country address street city phone mail email tax vat
    gst net discount sub subtotal excl excluding untaxed last latest expected planned plan next promised promise
    estimated purchase po order ordered ship shipping shipped delivery delivered modified updated created method limit
    count avg average running cumulative line lines item quantity qty price freight baseline days aging reminder dunning
    statement
    reconciled period year bank vendor supplier sales salesperson rep project cost revenue margin commission budget
    previous first opening nominal gl
    tage steuer mwst ust netto skonto zahlungsziel letzte letzter letztes letzten erwartet erwartetes geplant
    geplantes
    nachste nachstes mahn mahnung mahndatum mahnstufe bestellung bestellnummer lieferung lieferdatum versand menge
    preis
    dernier derniere prevu prevue prevus prochain prochaine promis commande ht tva livraison remise
    ultimo ultima previsto prevista proximo proxima pedido iva entrega descuento
    laatste verwacht verwachte volgende btw bestelling levering korting
    ostatni ostatnia planowana przewidywana nastepna zamowienia netto rabat
    senaste forvantat forvantad planerad planerat nasta order ordernummer leverans leveransdatum moms momsbelopp exkl
    paminnelse paminnelsedatum antal pris dagar saljare leverantor skapad andrad
    imponibile prossimo prossima ordine consegna sconto giorni sollecito quantita prezzo fornitore agente imposta
    pedido imposto fornecedor vendedor liquido
    天数 税额 税率 上次 最近 最后 预计 计划 承诺 不含税 税 is
    前回 最終 次回 予定 見込 税抜 消費税 注文 受注 発注 納品 納期 出荷 数量 単価 値引 担当 作成 更新 督促 仕入
    支払条件 日数"""
)
# Words that change nothing.
HARMLESS = words(
    """in of the for to a est raw signed local lc loc cur document doc dc company home base functional reporting
    group currency
    curr curr. ccy co cd crcy transaction foreign fc original orig int hauswahrung belegwahrung fremdwahrung hw bw fw
    hauswaehrung
    belegwaehrung inlandswahrung entered accounted der des den de du la le el en in van w utc gmt cc bcy lcy lcur fcy
    fcur eur usd gbp
    chf cny jpy
    pln sek nok dkk czk inr aud cad nzd zar huf ron brl mxn sgd hkd"""
)
IN_DOCUMENT = words("dc foreign fc belegwahrung belegwaehrung fremdwahrung fw bw fcy fcur entered")
IN_DOCUMENT_WITH = words("document doc transaction original orig")  # together with a word for a currency
LINES = words(  # headings of a file with a row for each line of an invoice
    "quantity qty menge anzahl quantite cantidad aantal quantita antal 数量 unitprice einzelpreis itemcode itemname"
)
CURRENCY_WORDS = words("currency curr cur crcy ccy")
METHODS = words(
    "method betaalwijze zahlungsart zahlungsweise zahlweise mode moyen forma metodo metoda sposob betalningssatt"
)
IN_LOCAL = words(
    "local lc lcy lcur company cd home base functional reporting group hauswahrung hauswaehrung hw inlandswahrung bcy"
    " accounted"
)
# The same in languages without spaces: parts of a heading.
PARTS_IN_DOCUMENT = ("原币", "原幣", "外币", "外幣", "外貨")
PARTS_IN_LOCAL = ("本币", "本幣", "本位币", "円換算", "邦貨", "円貨")
# Of money only: beside a customer they make it another thing.
OF_MONEY = IN_LOCAL | words("entered currency curr curr. ccy cur int dc lc loc")
TAXES = words(
    """vat tax gst mwst ust umsatzsteuer steuer steuerbetrag mwstbetrag tva iva btw moms momsbelopp imposta imposto
        vatamount taxtotal 税额 消費税 消費税額 税額"""
)
NET = words(
    """net netto excl excluding untaxed ht subtotal sub nettobetrag nettobelopp exkl imponibile liquido htva
        不含税金额 未税金额 税抜金額 税抜 本体価格 本体金額"""
)
NO_TAX = words("id no number nr code rate type satz nummer kennzeichen excluded included incl inc date numero num key")
WITH_TAX = words(
    """gross brutto incl inc including inkl ttc total grand gesamtbetrag bruttobetrag rechnungsbetrag invoice summe
        endbetrag lordo ivato ivata bruto bruttobelopp fakturabelopp totale 价税合计 含税金额 税込金額 税込 税込合計
            税込請求額 請求金額 請求額 ご請求額 balance open due outstanding"""
)
# Of a column that tells what is paid or open, whatever else its heading says.
HINTS = words(
    """balance outstanding unpaid residual remaining paid payment received receipt receipts settled settlement cleared
        collected collection offen offener offene saldo bezahlt gezahlt zahlung restbetrag solde restant regle due
            reglement paye paiement pendiente pagado pago cobrado cobro openstaand betaald pozostalo zaplacono zaplata
                betald betalt betalning inbetalning obetalt obetald utestaende aterstar rest pagata pagato pagamento
                    incasso incassato residuo scoperto insoluto aberto recebido recebimento liquidacao liquidado
                        divida 余额 未收 已收 未付 已付 收款 付款 回款 核销 结清 入金 未入金 残高 回収 消込 支払
                            決済 deposit deposits prepaid prepayment allocated applied anzahlung anzahlungen
                                vorauszahlung acompte acomptes anticipo anticipos voorschot zaliczka zaliczki forskott
                                    adiantamento open"""
)
PAYABLE = words("payable payer pagar pagare betalen zahlbar")  # what is to be paid, net of discounts for instance
# What stands there undoes a payment.
UNDOING = words("bounced returned rejected dishonoured dishonored nsf rucklastschrift ruckbelastung rejete devuelto")
LOSSES = words("written writeoff writeoffs abgeschrieben ausgebucht abschreibung passe afgeboekt avskriven stralciato")
TELLING = HINTS | PAYABLE | LOSSES | UNDOING
OF_DAYS = (HINTS | UNDOING) - {"due", "open"}
# Words that name, number or describe a payment, and are no amount or day of it.
NO_HINTS = NO_TAX | words(
    "ref reference method by run batch account mode terms zahlungsart referenz user note notes type"
)
SIGN_HEADINGS = frozenset(("sign", "signe", "vorzeichen", "signo", "teken", "znak"))
POSTING_KEYS = frozenset(("posting key", "pk", "pstky", "buchungsschlussel", "buchungsschluessel", "bschl"))
# Of money: what stands in an account, not what a customer is called.
ACCOUNT_WORDS = words("account konto kontonummer compte conto conta code")
OPEN_FLAGS = frozenset(
    ("open", "offen", "is open", "outstanding", "is outstanding", "unpaid", "is unpaid", "unbezahlt")
)
FLAGS = words(
    """reversed reversal storno stornodatum cancellation annulation cancelled canceled void voided storniert deleted
        annule anulada anulado geannuleerd makulerad annullerad annullata stornata cancelada estornada draft 作废
            取消"""
)
# Suffixes of company names, which tell none from another.
LEGAL_FORMS = words(
    "gmbh ag kg ohg gbr ug se eg ev mbh co cokg ltd limited llc llp inc incorporated corp corporation company plc lp"
    " sa sas sarl eurl sl slu srl spa snc lda ltda hb kb"
    " bv nv vof sp zoo spzoo spolka oo z o ab as aps oy pty pvt and und et y the"
)
