from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from odoo.addons.credit_management.core.common.styles import DATE, DECIMAL, NUMBER, TEXT

from ..credit_reminder import TAKEN

AMOUNT, DAY, COUNT, WORDS = DECIMAL, DATE, NUMBER, TEXT


class Table(NamedTuple):
    """One part of the file, for paper and workbook alike.

    ``columns`` are heading, kind and share of the width in percent; an amount is followed by its currency.
    """

    title: str
    columns: list
    rows: list


class CreditHandover(models.Model):
    """The file that goes with a hand-over: contract, orders, deliveries, invoices, payments, and what was said.

    Who may read the hand-over may read its file, whatever of the ledger they read elsewhere. No scores, no limits.
    """

    _inherit = "credit.handover"

    def _collect_file(self):
        """The parts of the file that have anything in them, in their order."""
        self.ensure_one()
        self.check_access("read")
        one = self.sudo()  # see the class
        invoices = one._get_chosen().move_id.sorted(lambda move: (move.date, move.id))
        orders = invoices.line_ids.sale_line_ids.order_id.sorted("id")
        parts = [
            one._list_items(),
            one._list_contract(orders),
            one._list_orders(orders),
            one._list_deliveries(orders),
            one._list_invoices(invoices),
            one._list_payments(invoices),
            one._list_reminders(),
            one._list_contacts(),
            one._list_promises(),
            one._list_disputes(),
        ]
        return [part for part in parts if part.rows]

    def _said(self, record, name):
        """A selection in words."""
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

    # === WHAT IS OWED === #

    def _list_items(self):
        columns = [
            (self.env._("Document"), WORDS, 24),
            (self.env._("Dated"), DAY, 14),
            (self.env._("Due"), DAY, 14),
            (self.env._("Days past due"), COUNT, 12),
            (self.env._("Handed over"), AMOUNT, 18),
            (self.env._("Currency"), WORDS, 18),
        ]
        today = self.company_id._credit_today()
        day = self.handed_on or today
        rows = [
            [
                item.reference or "",
                item.move_id.invoice_date or item.move_id.date,
                item.due,
                max((day - item.due).days, 0),
                item.amount,
                item.currency_id.name,
            ]
            for item in self._get_chosen()
        ]
        return Table(self.env._("Items"), columns, rows)

    def _list_contract(self, orders):
        """What was agreed; addons that know of agreements add them."""
        columns = [(self.env._("Agreed"), WORDS, 35), (self.env._("What"), WORDS, 65)]
        terms = (self._get_chosen().move_id.invoice_payment_term_id or self.account_id.payment_term_id).mapped("name")
        rows = [[self.env._("Payment terms"), ", ".join(terms)]] if terms else []
        return Table(self.env._("Contract"), columns, rows)

    def _list_orders(self, orders):
        columns = [
            (self.env._("Order"), WORDS, 16),
            (self.env._("Date"), DAY, 13),
            (self.env._("Customer's reference"), WORDS, 22),
            (self.env._("Signed by"), WORDS, 17),
            (self.env._("Amount"), AMOUNT, 18),
            (self.env._("Currency"), WORDS, 14),
        ]
        rows = [
            [
                order.name,
                order.date_order and order.date_order.date(),
                order.client_order_ref or "",
                order.signed_by or "",
                order.amount_total,
                order.currency_id.name,
            ]
            for order in orders
        ]
        return Table(self.env._("Orders"), columns, rows)

    def _list_deliveries(self, orders):
        """Transfers of these orders, where the app that knows of them is there."""
        columns = [
            (self.env._("Delivery"), WORDS, 26),
            (self.env._("Order"), WORDS, 24),
            (self.env._("Done on"), DAY, 20),
            (self.env._("State"), WORDS, 30),
        ]
        pickings = orders.picking_ids if "picking_ids" in orders._fields else []
        rows = [
            [
                picking.name,
                picking.origin or "",
                picking.date_done and picking.date_done.date(),
                self._said(picking, "state"),
            ]
            for picking in pickings
            if picking.state != "cancel"
        ]
        return Table(self.env._("Deliveries"), columns, rows)

    def _list_invoices(self, invoices):
        columns = [
            (self.env._("Invoice"), WORDS, 20),
            (self.env._("Dated"), DAY, 13),
            (self.env._("Due"), DAY, 13),
            (self.env._("Origin"), WORDS, 16),
            (self.env._("Total"), AMOUNT, 14),
            (self.env._("Open"), AMOUNT, 14),
            (self.env._("Currency"), WORDS, 10),
        ]
        rows = [
            [
                move.name,
                move.invoice_date or move.date,
                move.invoice_date_due,
                move.invoice_origin or "",
                move.amount_total,
                move.amount_residual,
                move.currency_id.name,
            ]
            for move in invoices
        ]
        return Table(self.env._("Invoices"), columns, rows)

    def _list_payments(self, invoices):
        """What these invoices were matched with: payments, credit notes, entries."""
        columns = [
            (self.env._("Date"), DAY, 15),
            (self.env._("Document"), WORDS, 25),
            (self.env._("For"), WORDS, 25),
            (self.env._("Amount"), AMOUNT, 20),
            (self.env._("Currency"), WORDS, 15),
        ]
        owed = invoices.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        rows = [
            [
                matched.credit_move_id.date,
                matched.credit_move_id.move_id.name,
                matched.debit_move_id.move_id.name,
                matched.debit_amount_currency,
                matched.debit_currency_id.name,
            ]
            for matched in owed.matched_credit_ids.sorted(lambda one: (one.credit_move_id.date, one.id))
        ]
        return Table(self.env._("Payments and Credits"), columns, rows)

    # === WHAT WAS SAID === #

    def _list_reminders(self):
        columns = [
            (self.env._("Day"), DAY, 15),
            (self.env._("Level"), COUNT, 10),
            (self.env._("Channel"), WORDS, 25),
            (self.env._("To"), WORDS, 50),
        ]
        domain = Domain("account_id", "=", self.account_id.id) & Domain("state", "in", TAKEN)
        reminders = self.env["credit.reminder"].search(domain, order="day, id")
        rows = [[one.day, one.level, self._said(one, "channel"), one.address or ""] for one in reminders]
        return Table(self.env._("Reminders"), columns, rows)

    def _list_contacts(self):
        columns = [
            (self.env._("Day"), DAY, 13),
            (self.env._("Contact"), WORDS, 14),
            (self.env._("Outcome"), WORDS, 17),
            (self.env._("With whom"), WORDS, 18),
            (self.env._("What was said"), WORDS, 38),
        ]
        contacts = self.account_id.contact_ids.sorted("id")
        rows = [
            [one.day, self._said(one, "kind"), self._said(one, "outcome"), one.person or "", one.text or ""]
            for one in contacts
            if one.kind != "note"  # what we say to each other
        ]
        return Table(self.env._("Contacts"), columns, rows)

    def _list_promises(self):
        columns = [
            (self.env._("Promised on"), DAY, 15),
            (self.env._("Until"), DAY, 15),
            (self.env._("Who promised"), WORDS, 20),
            (self.env._("Promised"), AMOUNT, 16),
            (self.env._("Received"), AMOUNT, 16),
            (self.env._("Currency"), WORDS, 8),
            (self.env._("State"), WORDS, 10),
        ]
        promises = self.account_id.promise_ids.filtered(lambda one: one.state != "draft").sorted("id")
        rows = [
            [
                one.made_on,
                one.last_due,
                one.person or "",
                one.amount,
                one.received,
                one.currency_id.name,
                self._said(one, "state"),
            ]
            for one in promises
        ]
        return Table(self.env._("Promises"), columns, rows)

    def _list_disputes(self):
        columns = [
            (self.env._("Opened on"), DAY, 14),
            (self.env._("Reason"), WORDS, 14),
            (self.env._("What the customer says"), WORDS, 28),
            (self.env._("Answer"), WORDS, 28),
            (self.env._("Outcome"), WORDS, 16),
        ]
        disputes = self.account_id.dispute_ids.filtered(lambda one: one.state != "draft").sorted("id")
        rows = [
            [
                one.opened_on,
                self._said(one, "reason"),
                one.reason_text or "",
                one.answer or "",
                self._said(one, "outcome") or self._said(one, "state"),
            ]
            for one in disputes
        ]
        return Table(self.env._("Disputes"), columns, rows)
