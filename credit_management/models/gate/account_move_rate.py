from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from ..common.day import format_day

ADVISER = "account.group_account_manager"
# Rates are shown, and typed, to six digits.
RATE_ROOM = 1e-3
# An invoice without an order may bear any day of the month that is being closed.
DAYS_BACK = 31
# Rates follow from these; of localisations some read the day of supply.
RATED = {"invoice_currency_rate", "invoice_date", "taxable_supply_date", "currency_id", "company_id"}


class AccountMove(models.Model):
    """Rate of a customer invoice in another currency: the ledger, and so the exposure, takes it at its word."""

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account'
        entering = (
            self.filtered(lambda move: move.state != "posted") if vals.get("state") == "posted" else self.browse()
        )._credit_judged()
        entering._credit_check_typed_rate()
        if not RATED & vals.keys():
            return super().write(vals)
        # The call that posts may bring another rate or day, and Odoo lets the rate of what is posted be written.
        posted = self.filtered(lambda move: move.state == "posted")
        before = {move: move.invoice_currency_rate for move in posted}
        done = super().write(vals)
        cheaper = posted.filtered(lambda move: move.state == "posted" and move.invoice_currency_rate > before[move])
        (entering | cheaper._credit_judged())._credit_check_typed_rate()
        return done

    def _credit_check_typed_rate(self):
        """Refuse a rate at which the customer would owe less than at that of the invoice's day, or by an old day.

        An order that the invoice takes from is free of the whole amount, whatever the ledger says is owed.
        """
        # A job posts what somebody else has typed.
        if self.env.user.has_group(ADVISER) and not self.env.user._is_superuser():
            return
        foreign = self.sudo().filtered(  # what an invoice counts is no secret to the gate
            lambda move: move.currency_id and move.currency_id != move.company_currency_id
        )
        for company, moves in foreign.grouped("company_id").items():
            governed = company._credit_governed(moves.commercial_partner_id)
            for move in moves.filtered(lambda move, governed=governed: move.commercial_partner_id in governed):
                move._credit_check_rate_typed()
                move._credit_check_rate_of_old()

    def _credit_check_rate_typed(self):
        if self._credit_is_cheaper_than(self._credit_rate_on(self._get_invoice_currency_rate_date())):
            raise UserError(
                self.env._(
                    "%(invoice)s of %(partner)s has a rate at which less is owed than at the rate of its day. Take"
                    " the rate of the day, or have an accounting administrator post it.",
                    invoice=self._credit_number(),
                    partner=self.commercial_partner_id.display_name,
                )
            )

    def _credit_check_rate_of_old(self):
        """A day before the order, or long ago where there is none, gives no friendlier rate than today's."""
        since = self._credit_dated_since()
        if self._get_invoice_currency_rate_date() >= since:
            return
        today = self.company_id._credit_today()
        if self._credit_is_cheaper_than(max(self._credit_rate_on(since), self._credit_rate_on(today))):
            raise UserError(
                self.env._(
                    "%(invoice)s of %(partner)s bears a day at whose rate less is owed than today. Date it %(since)s"
                    " or later, or have an accounting administrator post it.",
                    invoice=self._credit_number(),
                    partner=self.commercial_partner_id.display_name,
                    since=format_day(self.env, since),
                )
            )

    def _credit_dated_since(self):
        """The first day that is the invoice's own affair: that of its last order, else of about a month.

        An old order gives its day to no line beside it.
        """
        month = self.company_id._credit_today() - timedelta(days=DAYS_BACK)
        orders = self.line_ids.sale_line_ids.order_id
        if not orders:
            return month
        # The order's day may be moved back where that makes it no smaller; the day it was typed may not.
        last = max(max(order.date_order, order.create_date) for order in orders)
        since = last.date() - timedelta(days=1)  # whatever the time zone
        goods = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return since if all(line.sale_line_ids for line in goods) else max(since, month)

    def _credit_is_cheaper_than(self, rate):
        return self.invoice_currency_rate > rate * (1 + RATE_ROOM)

    def _credit_rate_on(self, day):
        return self._get_expected_currency_rate_at(day)
