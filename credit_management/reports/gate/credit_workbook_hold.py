from datetime import datetime, time, timedelta

import pytz

from odoo import models
from odoo.fields import Domain
from odoo.tools import split_every

from ...core.common.styles import DATE, DECIMAL, MONEY, NUMBER, TIME
from ..common.credit_workbook import BATCH
from ..common.workbook import LATE, Column


class CreditWorkbook(models.AbstractModel):
    """Holds and releases: one row a hold, and what became of them."""

    _inherit = "credit.workbook"

    def _count_hold(self, export, root):
        return self.env["credit.hold"].search_count(self._hold_domain(export, root))

    def _hold_domain(self, export, root):
        domain = Domain("company_id", "child_of", root.id) & Domain("company_id", "in", self.env.companies.ids)
        if export.record_model == "credit.hold":
            return domain & Domain("id", "in", export.record_ids)
        domain &= Domain("requested_on", "<", self._moment(root, export.date + timedelta(days=1)))
        if export.date_from:
            domain &= Domain("requested_on", ">=", self._moment(root, export.date_from))
        if export.partner_ids:
            domain &= Domain("partner_id", "in", export._get_customer_ids())
        if export.user_ids:
            domain &= Domain("salesperson_id", "in", export.user_ids.ids)
        return domain

    @staticmethod
    def _moment(root, day):
        """When a day begins at the company, in UTC."""
        midnight = root._credit_zone().localize(datetime.combine(day, time.min))
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)

    def _write_hold(self, book, export, root):
        sheet, sums, written = self._hold_sheet(book, export, root), {}, 0
        holds = self.env["credit.hold"].search(self._hold_domain(export, root), order="requested_on, id")
        states = self._label("credit.hold", "state")
        checkpoints = self._label("credit.hold", "checkpoint")
        for ids in split_every(BATCH, holds.ids):
            for hold in holds.browse(ids):
                sheet.add(self._hold_row(hold, states, checkpoints, root), self._hold_links(hold))
                of = sums.setdefault(hold.state, [0, 0.0, 0.0, []])
                of[0] += 1
                of[1] += hold.claim
                of[2] += hold.release_amount
                of[3].append(hold.waiting_hours)
            written += len(ids)
            yield written
        self._close(sheet, root)
        self._write_outcomes(book, export, root, sums, states)

    def _hold_sheet(self, book, export, root):
        columns = [
            Column(self.env._("Hold"), width=14),
            Column(self.env._("Document"), width=14),
            Column(self.env._("Customer"), width=28),
            Column(self.env._("Reasons"), width=34),
            Column(self.env._("Claim"), MONEY, total=True),
            Column(self.env._("Overdue"), MONEY),
            Column(self.env._("Oldest (Days Past Due)"), NUMBER, mark=LATE),
            Column(self.env._("Stopped on"), TIME),
            Column(self.env._("Outcome"), width=12),
            Column(self.env._("Decided by"), width=20),
            Column(self.env._("Decided on"), TIME),
            # What follows stays on the screen: one page wide, more could not be read.
            Column(self.env._("Released Amount"), MONEY, total=True),
            Column(self.env._("Reason of the Decision"), width=36),
            Column(self.env._("Released up to"), DECIMAL, width=16),
            Column(self.env._("Valid until"), DATE),
            Column(self.env._("Waiting Hours"), DECIMAL),
            Column(self.env._("Company")),
            Column(self.env._("Stopped At"), width=18),
            Column(self.env._("Total"), DECIMAL, width=16),
            Column(self.env._("Currency"), width=9),
            Column(self.env._("Exposure with It"), MONEY),
            Column(self.env._("Wanted by")),
            Column(self.env._("Salesperson")),
        ]
        return self._sheet(book, export, root, self.env._("Holds"), columns)

    @staticmethod
    def _hold_row(hold, states, checkpoints, root):
        def local(moment):
            return moment and pytz.utc.localize(moment).astimezone(root._credit_zone()).replace(tzinfo=None)

        people = hold.sudo()  # the names of those who took part go with the hold
        released = bool(hold.release_valid_until)
        return (
            hold.reference, hold.order_name, people.partner_id.complete_name, hold.reasons_text, hold.claim,
            hold.overdue_amount, hold.oldest_days_past_due or None, local(hold.requested_on), states.get(hold.state),
            (people.decided_by or people.cleared_by).name, local(hold.decided_on),
            hold.release_amount if released else None, hold.decision_reason or hold.cleared_text or None,
            hold.release_cap if released else None, hold.release_valid_until, hold.waiting_hours,
            people.company_id.name, checkpoints.get(hold.checkpoint), hold.order_total, hold.order_currency_id.name,
            hold.exposure_after, people.requester_id.name, people.salesperson_id.name,
        )  # fmt: skip

    def _hold_links(self, hold):
        """The hold, its document and the account of its customer, which open for those who may read them."""
        people = hold.sudo()  # which records hang on a hold goes with it
        document = people.order_id or people.move_id
        return {
            0: self._address("credit-holds", hold.id),
            1: self._address(document._name, document.id) if document else "",
            2: self._address("credit-accounts", people.account_id.id) if people.account_id else "",
        }

    def _write_outcomes(self, book, export, root, sums, states):
        columns = [
            Column(self.env._("Outcome")),
            Column(self.env._("Holds"), NUMBER, total=True),
            Column(self.env._("Claim"), MONEY, total=True),
            Column(self.env._("Released Amount"), MONEY, total=True),
            Column(self.env._("Mean Waiting Hours"), DECIMAL, width=14),
        ]
        sheet = self._sheet(book, export, root, self.env._("By Outcome"), columns)
        rounded = root.currency_id.round
        for state in states:
            if state in sums:
                count, claim, released, hours = sums[state]
                sheet.add((states[state], count, rounded(claim), rounded(released), sum(hours) / len(hours)))
        self._close(sheet, root)
        points = [(states[state], sums[state][0]) for state in states if state in sums]
        self._ask(book, root, export, self.env._("What became of the holds?"), points, money=False)
