from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE

from ..core import strategy as strategy_core
from ..core.item import CREDIT_NOTE, RECEIPT, Credit, Item
from ..core.named import named
from ..core.receipts import Payment, once
from ..core.reminder import Customer
from ..sql import owing_items

# Of credits: each source takes every third number for its ids, so that no two share one.
LEDGER, PAYMENT, STATEMENT = range(3)
WANTED = ("id", "reference", "move_id", "amount_currency", "currency_id")


class Document(NamedTuple):
    """The document an item is of, and which of its instalments; ``endless``: kept out of reminders without an end."""

    move_id: int
    instalment: int
    reference: str
    endless: bool = False


class Held(NamedTuple):
    """Why nobody asks for an item: see credit.owing, ``_read_held``."""

    disputed: bool = False
    promised: bool = False
    stopped_until: object = None


class Owing(NamedTuple):
    """What is read of one customer. ``strategy`` is None where nobody has chosen one.

    ``credits`` are all that may be money: nobody is asked for what they may have paid. ``received`` are those without
    payments that somebody has only drafted, which prove nothing.
    """

    customer: Customer
    items: tuple = ()
    credits: tuple = ()
    strategy: strategy_core.Strategy | None = None
    strategy_id: int | None = None
    contact_id: int | None = None
    addresses: dict = {}  # by channel, of this contact; never changed
    documents: dict = {}  # Document by the id of the item; never changed
    received: tuple = ()


class CreditOwing(models.AbstractModel):
    """The one reader of what customers can be asked for: items, credits, what was sent, how they are reached.

    No access is checked: the caller has. In a fixed number of queries for all accounts of a legal entity.
    """

    _name = "credit.owing"
    _description = "What Customers Can Be Asked For"

    @api.model
    def _read(self, accounts):
        """What each customer owes by now, on the day of the account's company.

        :return: {account: Owing}, of all asked for
        """
        found = {}
        # What is owed decides, whoever asks; see above.
        for root, some in accounts.sudo().grouped("company_id").items():
            found |= self.sudo()._read_of(root, some)
        return {account: found[account.id] for account in accounts}

    def _read_of(self, root, accounts):
        today, partner_ids = root._credit_today(), accounts.partner_id.ids
        self._write_pending()
        owed, credits, documents, references = self._read_ledger(root, partner_ids)
        lists, proven = self._read_receipts(root, partner_ids, today, documents)
        levels, held = self._read_levels(documents), self._read_held(list(documents))
        choice = self.env["credit.strategy.choice"]._choose(accounts)
        plain = {one: one._to_core(root, today) if one else None for one in set(choice.values())}
        customers = self._read_customers(accounts, today)
        found = {}
        for account in accounts:
            partner_id = account.partner_id.id
            customer, contact_id, addresses = customers[account.id]
            items = tuple(self._make_item(row, documents, levels, held, today) for row in owed[partner_id])
            names, booked = references[partner_id], credits[partner_id]
            possible, received = (
                tuple(self._make_credit(row, names) for row in (*booked, *more[partner_id])) for more in (lists, proven)
            )
            found[account.id] = Owing(
                customer,
                items,
                possible,
                plain[choice[account]],
                choice[account].id or None,
                contact_id,
                addresses,
                {item.id: documents[item.id] for item in items},
                received,
            )
        return found

    @api.model
    def _write_pending(self):
        """Write what the queries below read."""
        self.env["credit.open.item"]._flush()
        for name in ("account.payment", "account.bank.statement.line", "res.partner", "mail.blacklist"):
            self.env[name].flush_model()
        for name in ("account.move", "account.move.line", "credit.account", "credit.reminder", "credit.reminder.line"):
            self.env[name].flush_model()

    # === LEDGER === #

    def _read_ledger(self, root, partner_ids):
        """Items and credits of the ledger by customer, documents of the items, items by what is printed on them."""
        aged = self.env["credit.open.item"]._aged_sql(None, partner_ids, WANTED)
        names = self._read_currencies()
        owed, credits = defaultdict(list), defaultdict(list)
        documents, references = {}, defaultdict(lambda: defaultdict(list))
        for row in self.env.execute_query(owing_items.items(aged, root.id)):
            partner_id, line_id, category, day, due, amount, currency_id, move_id, *rest = row
            instalment, reference, payment_reference, kind, text, endless = rest
            currency = names[currency_id or root.currency_id.id]
            if category != RECEIVABLE:
                what = CREDIT_NOTE if kind == "out_refund" else RECEIPT
                credits[partner_id].append((line_id * 3 + LEDGER, currency, amount, day, what, text, ()))
                continue
            if amount <= 0:
                continue  # of another currency, or matched with a receipt of a later day
            owed[partner_id].append((line_id, currency, amount, due))
            documents[line_id] = Document(move_id, instalment, reference or "", endless)
            for printed in {reference, payment_reference} - {None, False, "", "/"}:
                references[partner_id][printed].append(line_id)
        return owed, credits, documents, references

    def _read_receipts(self, root, partner_ids, today, documents):
        """Money that is not in the ledger yet, by customer: all that may be, and that which nobody has only drafted."""
        company_ids, names = root._credit_family().ids, self._read_currencies()
        of_move = defaultdict(set)
        for line_id, document in documents.items():
            of_move[document.move_id].add(line_id)
        found, proven, waiting, sure, lines = (defaultdict(list) for _place in range(5))
        for row in self.env.execute_query(owing_items.payments(partner_ids, company_ids, today)):
            partner_id, id_, currency_id, amount, day, text, booked, move_ids, is_draft = row
            ways = ((found, waiting),) if is_draft else ((found, waiting), (proven, sure))
            item_ids = set().union(*(of_move[move_id] for move_id in move_ids))
            for receipts, explaining in ways:
                explaining[partner_id].append(Payment(names[currency_id], amount, day))
                if not booked:
                    receipts[partner_id].append(
                        (id_ * 3 + PAYMENT, names[currency_id], amount, day, RECEIPT, text, item_ids)
                    )
        for row in self.env.execute_query(owing_items.statement_lines(partner_ids, company_ids)):
            partner_id, id_, currency_id, amount, day, text = row
            lines[partner_id].append((id_ * 3 + STATEMENT, names[currency_id], amount, day, RECEIPT, text, ()))
        for partner_id, rows in lines.items():
            for receipts, explaining in ((found, waiting), (proven, sure)):
                left = {one.id for one in once([Credit(*row[:4]) for row in rows], explaining[partner_id])}
                receipts[partner_id] += [row for row in rows if row[0] in left]
        return found, proven

    @api.model
    def _read_currencies(self):
        currencies = self.env["res.currency"].with_context(active_test=False).search_fetch([], ["name"])
        return {one.id: one.name for one in currencies}

    # === WHAT IS KNOWN OF THEM === #

    def _read_levels(self, documents):
        """What was sent for each instalment: ``{(move id, number): (level, day, day of the last note)}``."""
        move_ids = {document.move_id for document in documents.values()}
        return {tuple(row[:2]): row[2:] for row in self.env.execute_query(owing_items.levels(move_ids))}

    def _read_held(self, item_ids):
        """Items that nobody asks for, by their ids; for what knows of disputes and promises to extend.

        :return: {id: Held}
        """
        return {}

    def _read_stopped(self, accounts):
        """Customers to whom nobody writes; for what knows of cases to extend.

        :return: {account id: (one of core.reminder.STOPS or "", last day or None)}
        """
        return {}

    def _read_customers(self, accounts, today):
        """
        :return: {account id: (Customer, id of the contact, its addresses by channel)}
        """
        contacts = {row[0]: row[1:] for row in self.env.execute_query(owing_items.contacts(accounts.ids, today))}
        stopped, found = self._read_stopped(accounts), {}
        for row in self.env.execute_query(owing_items.reach(accounts.ids)):
            account_id, contact_id, mail, letter, phone, *addresses = row
            last, waits, in_vain, stated = contacts.get(account_id, (None, False, False, None))
            stop, until = stopped.get(account_id, ("", None))
            possible = {"mail": mail, "letter": letter, "phone": phone and not in_vain, "sms": phone}
            reach = frozenset(way for way, there in possible.items() if there)
            # While a call waits the customer is being asked already.
            customer = Customer(account_id, reach, today if waits else last, stop, until, stated)
            ways = dict(zip(("mail", "letter", "phone", "sms"), (*addresses, addresses[-1]), strict=True))
            found[account_id] = (customer, contact_id, ways)
        return found

    # === PLAIN === #

    def _make_item(self, row, documents, levels, held, today):
        line_id, currency, amount, due = row
        document = documents[line_id]
        level, on, noted = levels.get((document.move_id, document.instalment), (0, None, None))
        why = held.get(line_id, Held())
        until = max(filter(None, (why.stopped_until, today if document.endless else None)), default=None)
        return Item(
            line_id, currency, amount, due, level, on if level else None, noted, why.disputed, why.promised, until
        )

    def _make_credit(self, row, references):
        id_, currency, amount, day, kind, text, item_ids = row
        names = frozenset(item_ids) | named(text or "", references)
        return Credit(id_, currency, max(amount, 0.0), day, kind, names)
