from odoo import api, models

from ...core.exposure.exposure import DRAFT_INVOICE, ORDER, UNALLOCATED
from ...core.exposure.terms import Terms
from ...core.policy.invoice import Counted, Invoice
from ...sql.policy import invoice_facts
from .credit_order_facts import PAID


class CreditOrderFacts(models.AbstractModel):
    """Collects the same about customer invoices, of which no more is judged than no firm order stands behind.

    A firm order has been admitted, or is judged before the transaction commits: whoever grows it is asked there.
    """

    _inherit = "credit.order.facts"

    @api.model
    def _read_documents(self, documents, policy, view, growing, drawn=None):
        # EXTENDS 'credit_management': an invoice that asks for nothing has no facts
        if documents._name != "account.move":
            return super()._read_documents(documents, policy, view, growing, drawn)
        rows = self._read_invoices(documents, view)
        facts = {move: self._own_of_invoice(move, rows.get(move._origin.id), policy, view) for move in documents}
        return {move: known for move, known in facts.items() if known["claim"]}

    @api.model
    def _read_invoices(self, moves, view):
        saved = moves._origin
        if not saved:
            return {}
        self.env["credit.open.item"]._flush()
        self.env["payment.transaction"].flush_model([*PAID, "invoice_ids"])
        accounts = self.env["credit.open.item"]._receivable_account_ids()
        query = invoice_facts.facts(saved.ids, accounts, view.later_from, view.today)
        return {row["id"]: row for row in self.env.execute_query_dict(query)}

    @api.model
    def _own_of_invoice(self, move, row, policy, view):
        """Facts about an invoice by itself, its amounts in the company's currency where they add up."""
        row = self._complete_row(move, row)
        currency, rate = move.company_id.currency_id, row["rate"]
        rounding = move.currency_id.rounding or 0.01
        claim = currency.round(Invoice(row["total"], row["covered"], row["lines"], rounding).claim / rate)
        draft = row["draft"] if DRAFT_INVOICE in policy.counted else 0.0
        counted = Counted(
            amount=currency.round(row["total"] / rate),
            claim=claim,
            draft=currency.round(draft / rate),
            ordered=row["counted"] if ORDER in policy.counted else 0.0,
            matched=currency.round(row["matched"] / rate),
            is_posted=row["is_posted"],
        )
        paid = row["unbooked"] + row["unmatched"] + row["matched"]
        unknown = paid - (row["unmatched"] if UNALLOCATED in policy.counted else 0.0)  # to the exposure
        return {
            "customer_id": row["partner_id"] or 0,
            "company_id": move.company_id._origin.id,
            "sold_to_id": 0,
            "claim": claim,
            "counted": counted.already,
            "prepaid": currency.round(unknown / rate),
            "prepaid_total": paid,
            "total": row["total"],
            "total_rounding": rounding,
            "currency_id": move.currency_id.id,
            "value": claim,
            "terms": self._terms_of_invoice(move, view.today),
            "release": move._origin._credit_release(view.today) if move._origin else None,
        }

    @api.model
    def _complete_row(self, move, row):
        """The row of an invoice as the form holds it, where it is not the one that is saved."""
        nothing = dict.fromkeys((*invoice_facts.AMOUNTS, "draft"), 0.0) | {"lines": 0, "is_posted": False}
        row = nothing | row | {"draft": max(row["total"] - row["ordered"] - row["matched"], 0.0)} if row else nothing
        if not isinstance(move.id, int):
            customer = move.partner_id.commercial_partner_id._origin.id
            if customer != row.get("partner_id"):
                row |= nothing
            row |= {
                "partner_id": customer,
                "total": (move.tax_totals or {}).get("total_amount_currency", move.amount_total),
                "rate": move.invoice_currency_rate or 1.0,
            }
        return row | {"unbooked": row["unbooked"] + self._paid_at_till(move)}

    @api.model
    def _paid_at_till(self, move):
        """What the tickets behind an invoice have been paid with, other than by owing it: the till books it later."""
        if "pos_order_ids" not in move._fields:
            return 0.0
        tickets = move._origin.pos_order_ids.filtered(lambda ticket: ticket.currency_id == move.currency_id)
        return sum(payment.amount for payment in tickets.payment_ids if payment.payment_method_id.type != "pay_later")

    @api.model
    def _terms_of_invoice(self, move, today):
        """Those of its payment term; without one, the days until it is due."""
        term = move.invoice_payment_term_id._origin
        if term:
            return self.env["account.payment.term"]._credit_terms(term.id, today)
        due, begins = move.invoice_date_due, move.invoice_date or today
        return Terms(max((due - begins).days, 0) if due else 0)
