import re
from dataclasses import dataclass

from odoo import Command, api, models
from odoo.exceptions import UserError

from ...core.ledger import ledger as core

BATCH = 1000
# Nobody is told of what happened long ago, nothing of it is tracked, and no line is made by rules: each is given.
QUIETLY = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
    "skip_analytic_sync": True,
    "skip_invoice_sync": True,
}
STARTS_WITH = re.compile(r"(.*?)(0+)")


@dataclass(frozen=True)
class Posted:
    """What became of a ledger: an invoice for each one given, in their order, and the payments of them."""

    invoices: models.BaseModel
    payments: models.BaseModel


class CreditLedger(models.AbstractModel):
    """Books the invoices of an old ledger, and what was paid on them, as if they had always been here.

    They are Odoo's own invoices and payments, posted on their own days in journals of their own, against
    a clearing account: neither cash nor the profit of any year changes. No tax, no mail, no number of the
    company's own invoices is used. No access is checked: the caller has.
    """

    _name = "credit.ledger"
    _description = "Ledger of the Past"

    @api.model
    def _post(self, company, invoices, clearing=None, **stamp):
        """Book invoices and their payments: all of them or, with a sentence, none.

        :param company: whose invoices they were
        :param list[core.ledger.ledger.Invoice] invoices: each with the id of its customer
        :param clearing: the account to book against, see ``res.company._credit_ledger_books``
        :param stamp: values of every journal entry made
        :rtype: Posted
        """
        # As the superuser: asking for rights line by line takes a fifth of the time, and the caller has asked.
        ledger = self.sudo().with_company(company).with_context(**QUIETLY)
        posted = ledger._post_quietly(company.with_env(ledger.env), list(invoices), clearing, stamp)
        return Posted(posted.invoices.with_env(self.env), posted.payments.with_env(self.env))

    def _post_quietly(self, company, invoices, clearing, stamp):
        if sentence := self._obstacle(company, invoices):
            raise UserError(sentence)
        books = company._credit_ledger_books(clearing and clearing.with_env(self.env))
        self._hold(books)
        made, payments = [0] * len(invoices), []
        for part in core.parts(invoices, BATCH):
            moves, paid = self._post_part(books, [invoices[position] for position in part], stamp)
            for position, move_id in zip(part, moves.ids, strict=True):
                made[position] = move_id
            payments += paid.ids
            self.env.flush_all()
            self.env.invalidate_all()
        moves = self.env["account.move"].browse(made)
        self.env["credit.account"]._for(moves.partner_id, company)
        return Posted(moves, self.env["account.payment"].browse(payments))

    def _hold(self, books):
        """One import at a time for a company: a second one waits, is begun anew, and then finds the first."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_journal SET write_date = write_date WHERE id = %s",
            [books.journal.id],
            log_exceptions=False,
        )

    def _post_part(self, books, invoices, stamp):
        moves = self._create_invoices(books, invoices, stamp)
        settled = core.receipts(invoices, books.company.currency_id.name)
        payments = self._create_payments(books, invoices, moves, settled, stamp)
        (moves + payments.move_id)._post(soft=False)
        payments.state = "in_process"  # which the clearing account turns into paid
        self._reconcile(moves, payments, settled)
        return moves, payments

    # === INVOICES === #

    def _create_invoices(self, books, invoices, stamp):
        names = self._names(books.journal, [one.invoiced for one in invoices])
        partners = self.env["res.partner"].browse(dict.fromkeys(one.partner_id for one in invoices))
        customers = {partner.id: partner.commercial_partner_id for partner in partners}
        balances = self._balances(books.company, invoices)
        return self.env["account.move"].create(
            [
                self._prepare_invoice_vals(books, one, customers[one.partner_id], *balance) | stamp | {"name": name}
                for one, balance, name in zip(invoices, balances, names, strict=True)
            ]
        )

    def _balances(self, company, invoices):
        """The currency of each invoice, and its amount in the company's at the rate of its day."""
        codes = {one.currency for one in invoices if one.currency}
        currencies = {found.name: found for found in self.env["res.currency"].search([("name", "in", list(codes))])}
        own, rates, balances = company.currency_id, {}, []
        for one in invoices:
            currency = currencies.get(one.currency, own)
            key = currency, one.invoiced
            if key not in rates:
                rates[key] = currency._get_conversion_rate(own, currency, company, one.invoiced)
            amount = currency.round(one.amount)
            balances.append((currency, amount, own.round(amount / rates[key])))
        return balances

    @api.model
    def _prepare_invoice_vals(self, books, one, customer, currency, amount, balance):
        common = {"partner_id": customer.id, "currency_id": currency.id}
        return {
            "move_type": "out_refund" if amount < 0 else "out_invoice",
            "company_id": books.company.id,
            "journal_id": books.journal.id,
            "partner_id": one.partner_id,
            "currency_id": currency.id,
            "ref": one.number,
            "payment_reference": one.number,
            "date": one.invoiced,
            "invoice_date": one.invoiced,
            "invoice_date_due": one.due,
            "invoice_payment_term_id": False,
            "invoice_user_id": False,
            "fiscal_position_id": False,
            "is_move_sent": True,  # long ago: nobody is to send it again
            "line_ids": [
                Command.create(
                    {
                        **common,
                        "display_type": "product",
                        "name": self.env._("Invoice %(number)s, imported", number=one.number),
                        "quantity": 1,
                        "price_unit": abs(amount),
                        "account_id": books.account.id,
                        "amount_currency": -amount,
                        "balance": -balance,
                        "tax_ids": [Command.clear()],
                        "analytic_distribution": False,
                    }
                ),
                Command.create(
                    {
                        **common,
                        "display_type": "payment_term",
                        "name": one.number,
                        "account_id": customer.property_account_receivable_id.id,
                        "amount_currency": amount,
                        "balance": balance,
                        "date_maturity": one.due,
                    }
                ),
            ],
        }

    # === PAYMENTS === #

    def _create_payments(self, books, invoices, moves, settled, stamp):
        """A payment and its journal entry for each group of invoices settled together."""
        groups = [([invoices[position] for position in group], moves[group[0]]) for group in settled]
        payments = self.env["account.payment"].create(
            [self._prepare_payment_vals(books, paid, move) for paid, move in groups]
        )
        names = self._names(books.receipt_journal, [paid[0].paid_on for paid, _move in groups])
        entries = self.env["account.move"].create(
            [
                self._prepare_entry_vals(payment, paid, move) | stamp | {"name": name}
                for payment, (paid, move), name in zip(payments, groups, names, strict=True)
            ]
        )
        # What write() does for each, with one recomputation for all of them.
        field = payments._fields["move_id"]
        for payment, entry in zip(payments, entries, strict=True):
            field.write(payment, entry.id)
        payments.modified(["move_id"])
        return payments

    @api.model
    def _prepare_payment_vals(self, books, paid, move):
        inbound = paid[0].amount > 0
        return {
            "payment_type": "inbound" if inbound else "outbound",
            "partner_type": "customer",
            "partner_id": move.commercial_partner_id.id,
            "company_id": books.company.id,
            "journal_id": books.receipt_journal.id,
            "payment_method_line_id": books.method(inbound).id,
            "currency_id": move.currency_id.id,
            "amount": move.currency_id.round(abs(sum(one.settled for one in paid))),
            "date": paid[0].paid_on,
            "memo": ", ".join(one.number for one in paid[:5]) + (" …" if len(paid) > 5 else ""),
        }

    @api.model
    def _prepare_entry_vals(self, payment, paid, move):
        """The journal entry of a payment; in another currency at the rate of the invoice."""
        balance = payment.amount
        if payment.currency_id != payment.company_currency_id:
            balance = payment.company_currency_id.round(
                abs(move.amount_total_signed) * paid[0].settled / paid[0].amount
            )
        lines = payment._prepare_move_line_default_vals(force_balance=balance)
        return payment._generate_move_vals(
            line_ids=[Command.create(vals | {"analytic_distribution": False}) for vals in lines]
        )

    # === RECONCILIATION === #

    def _reconcile(self, moves, payments, settled):
        """Match each payment with the invoices it settles."""
        lines = (moves + payments.move_id).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        owed = {line.move_id.id: line.id for line in lines}
        ids = moves.ids
        lines._reconcile_plan(
            [
                lines.browse([owed[payment.move_id.id], *(owed[ids[position]] for position in group)])
                for payment, group in zip(payments, settled, strict=True)
            ]
        )

    # === NUMBERS === #

    @api.model
    def _names(self, journal, days):
        """The next numbers of a journal for entries of these days, as Odoo would give them one by one."""
        starts = self._starts(journal, days)
        if not all(starts.values()):
            return [False] * len(days)  # a format that is not known here: one by one, then
        formats = [starts[self._year(journal, day)] for day in days]
        used = self._used(journal, [prefix for prefix, _width in formats])
        names = [""] * len(days)
        for position in sorted(range(len(days)), key=days.__getitem__):
            prefix, width = formats[position]
            used[prefix] = used.get(prefix, 0) + 1
            names[position] = f"{prefix}{used[prefix]:0{width}d}"
        return names

    def _starts(self, journal, days):
        """How the numbers of each year begin, and how many digits follow."""
        starts = {}
        for day in days:
            year = self._year(journal, day)
            if year not in starts:
                move = self.env["account.move"].new({"journal_id": journal.id, "date": day})
                match = STARTS_WITH.fullmatch(move._get_starting_sequence())
                starts[year] = match and (match[1], len(match[2]))
        return starts

    @staticmethod
    def _year(journal, day):
        """The year of the company's books in which a day lies."""
        company = journal.company_id
        end = int(company.fiscalyear_last_month), company.fiscalyear_last_day
        return day.year, (day.month, day.day) > end

    def _used(self, journal, prefixes):
        groups = self.env["account.move"]._read_group(
            [("journal_id", "=", journal.id), ("sequence_prefix", "in", list(set(prefixes)))],
            ["sequence_prefix"],
            ["sequence_number:max"],
        )
        return dict(groups)
