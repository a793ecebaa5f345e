from datetime import timedelta

from odoo import Command, api, models
from odoo.exceptions import UserError

from odoo.addons.credit_management_collections.core import promise as core

from .credit_dispute import ONCE_IN


class CreditPromise(models.Model):
    """A promise that a customer makes online: to pay all that is overdue, soon, and once."""

    _inherit = "credit.promise"

    @api.model
    def _take_on_portal(self, account, day, amount, text):
        """Take a promise of all that is overdue, where this customer may; it works as the system.

        :param day: on which it pays
        :param amount: in the company's currency
        :return: the promise, or none where it cannot be
        """
        longest = account.company_id.credit_portal_promise_days
        if not longest or (day - account.company_id._credit_today()).days > longest or not self._is_trusted(account):
            return self.browse()
        part = Command.create({"due": day, "amount": amount})
        values = {"account_id": account.id, "way": "portal", "note": text, "part_ids": [part]}
        try:
            with self.env.cr.savepoint():
                promise = self._credit_by_method().create(values)
                promise._claim()
                promise._check_whole(amount)
                promise._check_obstacles(longest, is_manager=True)
                promise._take()
        except UserError:  # what stands in its way is for us to know; the customer's words have reached us
            return self.browse()
        return promise

    @api.model
    def _is_trusted(self, account):
        """Whether a customer keeps reminders back by its word: not twice in a while, nor after a broken promise."""
        since = account.company_id._credit_today() - timedelta(days=ONCE_IN)
        made = [("account_id", "=", account.id), ("way", "=", "portal"), ("made_on", ">", since)]
        if self.search_count([*made, ("state", "!=", core.KEPT)], limit=1):
            return False
        record = self._read_histories(account).get(account.id)
        return not record or not record.broken_in_a_row

    def _check_whole(self, amount):
        """Refuse a promise of a part of what is overdue: it would keep all of it out of reminders."""
        asked = self._read_asked()[self] or self.owed  # what was paid already and nobody has matched is not paid again
        if self.currency_id.compare_amounts(amount, asked) < 0:
            raise UserError(self.env._("%s is overdue: promise all of it.", self._money(asked)))
        if self.currency_id.compare_amounts(amount, asked) > 0:
            self.part_ids._credit_by_method().amount = asked
