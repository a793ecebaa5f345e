from dataclasses import replace
from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import stripped

from ...core import promise as core
from ...core.money import LEAST
from ...core.promise_terms import WITHDRAWN

MANAGERS_DAYS = 366  # of the longest plan of all
IN_A_ROW = 2  # broken ones after which a manager takes the next
AGAIN = 60  # days, at least, in which what was cancelled counts for the next promise about an item
LEAST_SHARE = 0.5  # of what is open on its items: they are left alone whole, whatever is promised of them


class CreditPromise(models.Model):
    """Taken within what a person may agree; cancelled with a reason, once it is judged as it stands."""

    _inherit = "credit.promise"

    # === ACTIONS === #

    def action_take(self):
        """The customer has promised this: from now on nobody reminds of these items until it is not kept."""
        self._check_collector()
        self._check_state("draft")
        self._check_shown()
        for promise in self:
            promise._claim()
            # What the customer owes and has promised is read by the system.
            promise.sudo()._check_obstacles(promise._get_longest(), promise._is_freely_agreed())
            promise._take()
            promise._replace_cancelled()
        return True

    def action_cancel(self, reason):
        """Nothing holds its items any more. What was missed until now stays missed, and so does what is past its day:
        no grace is left to it.
        """
        self._check_collector()
        self._check_state(core.OPEN)
        reason = stripped(reason)
        if not reason:
            raise UserError(self.env._("Say why it is cancelled."))
        for promise in self:
            promise._claim()
            promise.sudo()._judge()  # by what was received, whoever asks
            if promise.state != core.OPEN:
                continue  # judged by now: that is on record
            today = promise.company_id._credit_today()
            cancelled = {"cancelled_on": today, "cancelled_by_id": self.env.uid, "cancel_reason": reason}
            promise._credit_by_method().write(cancelled)
            promise._end_terms(WITHDRAWN, reason)
            promise.sudo()._judge()  # as above
        return True

    def action_open_cancel(self):
        """Ask why it is cancelled."""
        self.ensure_one()
        return self.env["credit.collection.note"]._open(self, "cancel")

    # === BUSINESS === #

    def _is_freely_agreed(self):
        """Whether the user agrees what a collector may not; who sells to the customer does not either."""
        return self._is_manager() and self.env.user not in self._get_sellers()[self]

    def _get_longest(self):
        """So many days ahead the person may agree a promise."""
        self.ensure_one()
        company = self.company_id.sudo()  # its settings, of whatever company the person works in
        return MANAGERS_DAYS if self._is_freely_agreed() else company.credit_promise_days

    def _take(self):
        """Let it run from today on."""
        company = self.company_id.sudo()  # its settings, as above
        self._credit_by_method().write(
            {"state": core.OPEN, "made_on": company._credit_today(), "grace": company.credit_promise_grace}
        )
        self.sudo()._judge()  # by what was received, whoever asks

    def _replace_cancelled(self):
        """Let promises that were cancelled past their day count no more: this one replaces them.

        Where somebody else than who cancelled them agrees to it, who may do so freely, in the grace that was left, and
        to all that is open of them.
        """
        if not self._is_freely_agreed():
            return
        own, today = self.sudo(), self.company_id._credit_today()  # what was promised is read by the system
        domain = [("account_id", "=", own.account_id.id), ("cancelled_on", "!=", False)]
        domain += [("state", "in", (core.PARTLY, core.BROKEN)), ("cancelled_by_id", "!=", self.env.uid)]
        places = {row._get_place() for row in own._get_chosen()}
        for former in own.search(domain):
            left = former._read_open()
            rows = former._get_chosen().filtered(lambda row, left=left: row.id in left)
            promised = min(former.missing, sum(left.values()))
            if (
                rows
                and {row._get_place() for row in rows} <= places
                and own.currency_id.compare_amounts(own.amount, promised) >= 0
                and former._get_waited_for() >= today
            ):
                former._credit_by_method().write({"state": "cancelled", "broken_on": False})
                former._message_log(body=self.env._("Replaced by %s.", self.display_name))

    def _get_waited_for(self):
        """The last day on which the first part missed might have come, had it not been cancelled."""
        missed = self.part_ids.filtered(lambda part: part.judged in (core.PARTLY, core.BROKEN))
        return min(missed.mapped("due")) + timedelta(days=self.grace)

    # === CHECKS === #

    def _check_obstacles(self, longest, is_manager):
        """Refuse a promise that cannot be taken, with what stands in its way."""
        self._check_currency()
        running = self.search([("account_id", "=", self.account_id.id), ("state", "=", core.OPEN)])
        running._judge()
        running = running.filtered(lambda one: one.state == core.OPEN)
        owed = self._read_open()
        taken = self._get_taken(running)
        plain = replace(self._to_core(), made_on=self.company_id._credit_today(), item_ids=frozenset(owed))
        texts = self._get_refusals(sum(owed.values()), longest, taken)
        for reason in core.obstacles(plain, sum(owed.values()), longest, owed if taken else ()):
            raise UserError(texts[reason])
        if not is_manager:
            self._check_share(self._read_asked()[self])
            self._check_record()
            self._check_cancelled(longest)

    def _get_refusals(self, owed, longest, taken):
        past = min(filter(None, self.part_ids.mapped("due")), default=None)
        small = min(self.part_ids.mapped("amount"), default=0.0)
        return {
            core.EMPTY: self.env._("A promise needs a day and an amount: add an instalment."),
            core.NOT_POSITIVE: self.env._(
                "%s is no amount to promise: enter one above zero.", self._money(min(small, LEAST) and small)
            ),
            core.IN_THE_PAST: self.env._("%s is past: a promise is for today or later.", format_day(self.env, past)),
            core.OUT_OF_ORDER: self.env._("Two instalments are of one day: put them together."),
            core.TOO_LATE: self.env._(
                "%(user)s may agree plans of up to %(days)d days: ask a credit manager.",
                user=self.env.user.name,
                days=longest,
            ),
            core.TOO_MUCH: self.env._(
                "%(partner)s owes %(owed)s on these items: promise no more.",
                partner=self.partner_id.name,
                owed=self._money(owed),
            ),
            core.PROMISED_ALREADY: self.env._(
                "Items are promised already until %(day)s: %(items)s. Cancel that promise first.",
                items=", ".join(sorted(set(filter(None, taken.mapped("reference"))))),
                day=format_day(self.env, max(taken.promise_id.mapped("last_due"), default=None)),
            ),
        }

    def _check_share(self, owed):
        """A promise of next to nothing would keep its items out of reminders time and again.

        :param owed: what is still to come of its items
        """
        if self.currency_id.compare_amounts(self.amount, owed * LEAST_SHARE) < 0:
            raise UserError(
                self.env._(
                    "%(amount)s is less than half of the %(owed)s open on these items: choose fewer items, or ask a"
                    " credit manager to take the promise.",
                    amount=self._money(self.amount),
                    owed=self._money(owed),
                )
            )

    def _check_record(self):
        """After promises that were broken one after the other, another is a manager's to take."""
        record = self._read_histories(self.account_id).get(self.account_id.id)
        if record and record.broken_in_a_row >= IN_A_ROW:
            raise UserError(
                self.env._(
                    "%(partner)s has not kept its last %(count)d promises: a credit manager takes another one.",
                    partner=self.partner_id.name,
                    count=record.broken_in_a_row,
                )
            )

    def _check_cancelled(self, longest):
        """Promises cancelled on their last day, time and again, would keep reminders back for good, none broken."""
        since = self.company_id._credit_today() - timedelta(days=max(AGAIN, 2 * longest))
        domain = [("account_id", "=", self.account_id.id), ("state", "=", "cancelled"), ("made_on", ">", since)]
        first = min(self._get_taken(self.search(domain)).promise_id.mapped("made_on"), default=None)
        if first and self.last_due > first + timedelta(days=longest):
            raise UserError(
                self.env._(
                    "These items were promised on %(day)s, and that promise was cancelled: choose days until %(until)s,"
                    " or ask a credit manager to take the promise.",
                    day=format_day(self.env, first),
                    until=format_day(self.env, first + timedelta(days=longest)),
                )
            )
