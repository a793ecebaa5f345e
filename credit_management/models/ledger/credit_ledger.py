import re
from dataclasses import dataclass

from odoo import Command, api, models
from odoo.exceptions import UserError

from ...core.ledger import ledger as core
from .account_move import IMPORTED

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
    """Entries made of a ledger: an invoice for each one given, in their order, and the payments of them."""

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
        ledger = self.sudo().with_company(company).with_context(**QUIETLY, credit_imported=IMPORTED)
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
        """:return: a journal entry for each, and the payments"""
        billed = [one for one in invoices if not one.payment]
        on_account = [one for one in invoices if one.payment]
        moves = self._create_invoices(books, billed, stamp)
        receipts = self._receipts(books, billed, moves) + self._receipts_on_account(books, on_account)
        payments = self._create_payments(books, receipts, stamp)
        (moves + payments.move_id)._post(soft=False)
        payments.state = "in_process"  # which the clearing account turns into paid, once they are matched
        payments[len(payments) - len(on_account) :].state = "paid"  # those on account are never matched here
        self._reconcile(moves, payments, receipts)
        made = iter(moves), iter(payments[len(payments) - len(on_account) :].move_id)
        return self.env["account.move"].union(*(next(made[one.payment]) for one in invoices)), payments

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
        currencies = self.env["res.currency"]._credit_by_code()
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
                *(
                    Command.create(
                        {
                            **common,
                            "display_type": "payment_term",
                            "name": one.number,
                            "account_id": customer.property_account_receivable_id.id,
                            "amount_currency": part,
                            "balance": part_balance,
                            "date_maturity": due,
                        }
                    )
                    for due, part, part_balance in self._owed_lines(books, one, currency, amount, balance)
                ),
            ],
        }

    @api.model
    def _owed_lines(self, books, one, currency, amount, balance):
        """Due date, amount and balance of each instalment; the last takes what rounding leaves."""
        left, left_balance = amount, balance
        for part in one.instalments[:-1]:
            owed = currency.round(part.amount)
            in_books = books.company.currency_id.round(balance * owed / amount)
            yield part.due, owed, in_books
            left, left_balance = currency.round(left - owed), left_balance - in_books
        yield one.due, left, books.company.currency_id.round(left_balance)

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
        """Prefix of the numbers of each year, and the digits that follow."""
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
