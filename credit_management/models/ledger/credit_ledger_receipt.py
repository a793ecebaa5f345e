from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from odoo import Command, api, models

from ...core.ledger import ledger as core


@dataclass(frozen=True)
class Receipt:
    """Money received or paid back on a day, and what it settles; nothing where it stays on account."""

    day: date
    amount: float  # in its currency, with the sign of the invoices
    balance: float | None  # in the company's currency, where that is another
    currency: models.BaseModel
    customer: models.BaseModel
    numbers: tuple[str, ...]
    settles: tuple[tuple[int, int], ...] = ()  # id of a journal entry, and which of its instalments


class CreditLedger(models.AbstractModel):
    """Receipts of a ledger: what they settle, how they are booked, and that they are matched."""

    _inherit = "credit.ledger"

    # === PAYMENTS === #

    def _receipts(self, books, invoices, moves):
        """The receipts that settle these invoices; in another currency at the rate of the invoice."""
        groups = [[(place, 0) for place in group] for group in core.receipts(invoices, books.company.currency_id.name)]
        groups += [[item] for item in core.instalment_receipts(invoices)]
        found = []
        for group in groups:
            paid = [invoices[place] for place, _number in group]
            parts = [
                one.instalments[number] if one.instalments else one
                for one, (_p, number) in zip(paid, group, strict=True)
            ]
            move, balance = moves[group[0][0]], None
            amount = sum(part.settled for part in parts)
            if move.currency_id != books.company.currency_id:
                balance = abs(move.amount_total_signed) * amount / paid[0].amount
            found.append(
                Receipt(
                    parts[0].paid_on,
                    amount,
                    balance,
                    move.currency_id,
                    move.commercial_partner_id,
                    tuple(one.number for one in paid),
                    tuple((moves[place].id, number) for place, number in group),
                )
            )
        return found

    def _receipts_on_account(self, books, payments):
        """Payments that settle no invoice of the file: they lower what the customer owes."""
        partners = self.env["res.partner"].browse(one.partner_id for one in payments)
        return [
            Receipt(
                one.invoiced,
                -amount,
                abs(balance) if currency != books.company.currency_id else None,
                currency,
                partner.commercial_partner_id,
                (one.number,),
            )
            for one, partner, (currency, amount, balance) in zip(
                payments, partners, self._balances(books.company, payments), strict=True
            )
        ]

    def _create_payments(self, books, receipts, stamp):
        """A payment and its journal entry for each receipt."""
        payments = self.env["account.payment"].create([self._prepare_payment_vals(books, one) for one in receipts])
        names = self._names(books.receipt_journal, [one.day for one in receipts])
        entries = self.env["account.move"].create(
            [
                self._prepare_entry_vals(payment, one) | stamp | {"name": name}
                for payment, one, name in zip(payments, receipts, names, strict=True)
            ]
        )
        # The same as write() for each, with one recomputation for all of them.
        field = payments._fields["move_id"]
        for payment, entry in zip(payments, entries, strict=True):
            field.write(payment, entry.id)
        payments.modified(["move_id"])
        return payments

    @api.model
    def _prepare_payment_vals(self, books, receipt):
        inbound = receipt.amount > 0
        return {
            "payment_type": "inbound" if inbound else "outbound",
            "partner_type": "customer",
            "partner_id": receipt.customer.id,
            "company_id": books.company.id,
            "journal_id": books.receipt_journal.id,
            "payment_method_line_id": books.method(inbound).id,
            "currency_id": receipt.currency.id,
            "amount": receipt.currency.round(abs(receipt.amount)),
            "date": receipt.day,
            "memo": ", ".join(receipt.numbers[:5]) + (" …" if len(receipt.numbers) > 5 else ""),
        }

    @api.model
    def _prepare_entry_vals(self, payment, receipt):
        balance = payment.amount
        if receipt.balance is not None:
            balance = payment.company_currency_id.round(abs(receipt.balance))
        lines = payment._prepare_move_line_default_vals(force_balance=balance)
        return payment._generate_move_vals(
            line_ids=[Command.create(vals | {"analytic_distribution": False}) for vals in lines]
        )

    # === RECONCILIATION === #

    def _reconcile(self, moves, payments, receipts):
        """Match each payment with the invoices, or the instalments, it settles."""
        lines = (moves + payments.move_id).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        owed = defaultdict(list)
        for line in lines.sorted("id"):  # instalments in the order in which they were created
            owed[line.move_id.id].append(line.id)
        lines._reconcile_plan(
            [
                lines.browse([owed[payment.move_id.id][0], *(owed[move_id][part] for move_id, part in one.settles)])
                for payment, one in zip(payments, receipts, strict=True)
                if one.settles
            ]
        )
