import io

import numpy as np

from odoo import api, models
from odoo.tools import SQL

from ...core.assessment import behaviour as core
from ...core.assessment import items
from ...core.assessment.evidence import BACKDATED
from ...sql.exposure import paid_items

# Columns of the queries, as PostgreSQL sends them in binary.
ITEMS = (("id", ">i4"), ("customer", ">i4"), ("invoiced", ">i4"), ("due", ">i4"), ("amount", ">f8"))
SETTLEMENTS = (("item", ">i4"), ("day", ">i4"), ("amount", ">f8"), ("is_payment", "?"), ("is_loss", "?"))
HEADER, TRAILER = 19, 2  # bytes around the rows


class CreditBehaviour(models.AbstractModel):
    """How customers have paid, from what they owed and what was matched with it.

    No access is checked here: the caller has read the accounts.
    """

    _name = "credit.behaviour"
    _description = "Payment Behaviour"

    @api.model
    def _read(self, accounts, on=None, firm=False):
        """The payment behaviour of each credit account, in two queries whatever their number.

        :param on: the day at whose end to look; the company's today when left out
        :param firm: leave out payments whose items are doubtful, see ``_doubts``
        :return: {account: core.assessment.behaviour.Behaviour}
        """
        if not accounts:
            return {}
        figures = core.read(self._ledger(accounts, firm), self._days(accounts, on))
        return dict(zip(accounts, core.behaviours(figures), strict=True))

    @api.model
    def _days(self, accounts, on):
        """The day to look from: one for all, or that of each account's company."""
        if on:
            return items.day_number(on)
        root_ids = self.env["credit.exposure"]._read(accounts, "company_id")
        roots = self.env["res.company"].sudo().browse(set(root_ids))  # entities of accounts the caller has checked
        today = {root.id: items.day_number(root._credit_today()) for root in roots}
        return np.array([today[root_id] for root_id in root_ids])

    @api.model
    def _ledger(self, accounts, firm=False):
        open_items = self.env["credit.open.item"]
        open_items._flush()
        accounts.flush_model(["partner_id", "company_id"])
        receivable = open_items._receivable_account_ids()
        owed = self._fetch(paid_items.items(accounts.ids, receivable), ITEMS)
        doubt = SQL("(%s)", SQL(") OR (").join(self._doubts(accounts).values())) if firm else None
        settlements = self._fetch(paid_items.settlements(accounts.ids, receivable, doubt), SETTLEMENTS)
        return items.ledger(accounts.ids, owed, settlements)

    @api.model
    def _doubts(self, accounts):
        """Why payments may be made up: SQL conditions on the item, ``line`` of ``move``, and what paid it, ``receipt``.

        :return: ``{reason: condition}``, the one that says most first
        """
        policies = self.env["credit.policy"]
        # Settings of the legal entity, which users of a branch need not read.
        days = {root: policies._get_in_force(root).backdated_days for root in accounts.sudo().company_id}
        known = SQL(" ").join(SQL("WHEN %s THEN %s", root.id, number) for root, number in days.items())
        late = SQL(
            "GREATEST(line.create_date::date - COALESCE(line.invoice_date, line.date),"
            " receipt.create_date::date - receipt.date)"
        )
        return {BACKDATED: SQL("%s > CASE account.company_id %s END", late, known)}

    @api.model
    def _fetch(self, query, columns):
        """The rows of a query as a structured array, without an object in memory for every value.

        :param columns: name and type of each; none of them is ever NULL
        """
        stream = io.BytesIO()
        statement = self.env.cr.mogrify(SQL("COPY (%s) TO STDOUT (FORMAT binary)", query))
        self.env.cr.copy_expert(statement, stream)
        # A row begins with the number of its columns, and a column with its length.
        parts = [("count", ">i2")]
        for name, type_ in columns:
            parts += [(f"length of {name}", ">i4"), (name, type_)]
        rows = np.frombuffer(memoryview(stream.getbuffer())[HEADER:-TRAILER], np.dtype(parts))
        return rows[[name for name, _type in columns]]
