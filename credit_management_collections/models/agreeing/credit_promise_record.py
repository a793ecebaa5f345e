from datetime import timedelta
from math import fsum

from odoo import api, models

from ...core import promise as core
from ...core.promise_record import PromiseRecord, kept_share

DAYS = 731  # that a score looks back


class CreditPromise(models.Model):
    """What promises say of a customer, for rules and scorecards."""

    _inherit = "credit.promise"

    @api.model
    def _read_records(self, accounts, today):
        """The record of each customer who has promised something: ``{account id: PromiseRecord}``.

        Promises that may have changed are judged anew and nothing is written: a decision waits for no job.
        """
        found = self.search([("account_id", "in", accounts.ids), ("state", "in", core.STATES)])
        over = found - found._get_judged_again()
        judged = {promise: promise._to_judgement(today) for promise in over}
        for promise, judgement in (found - over)._read_judgements().items():
            judged[promise] = promise._convert_judgement(judgement, today)
        records = {}
        for account, some in found.grouped("account_id").items():
            history = core.history(judged[promise] for promise in some)
            missing = account.company_id.currency_id.round(history.missing)
            records[account.id] = PromiseRecord(history.broken_in_a_row, history.last_broken, missing)
        return records

    @api.model
    def _read_characteristics(self, accounts, on):
        """What scorecards read, of promises that were judged by a day: ``{account id: {characteristic: value}}``."""
        since = on - timedelta(days=DAYS)
        domain = [("account_id", "in", accounts.ids), ("state", "in", core.STATES), ("last_due", ">=", since)]
        promises = self.search([*domain, ("made_on", "<=", on)])
        judged = promises.filtered(lambda one: one.state != core.OPEN and one._get_judged_on() <= on)
        found = {}
        for account, some in judged.grouped("account_id").items():
            each = [promise._to_judgement(on) for promise in some]
            promised, in_time = fsum(one.promise.amount for one in each), fsum(one.in_time for one in each)
            share, row = kept_share(promised, in_time, len(each)), core.history(each).broken_in_a_row
            known = {"promises_kept": share, "promises_broken_in_a_row": row}
            found[account.id] = {code: value for code, value in known.items() if value is not None}
        return found

    def _get_judged_on(self):
        """The day on which it was over: when it was broken, else the day of its last instalment."""
        return self.broken_on or self.last_due
