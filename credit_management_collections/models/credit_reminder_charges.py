from odoo import models

from ..core import message as core
from .credit_reminder import REMINDER


class CreditReminder(models.Model):
    """Late interest and fees that reminders show beside the items."""

    _inherit = "credit.reminder"

    def _decide(self, owings, today, kind=REMINDER):
        # EXTENDS 'credit_management_collections': charges of all customers at once; a statement asks for none
        if kind != REMINDER:
            return super()._decide(owings, today, kind)
        accounts = self.env["credit.account"].concat(*owings)
        return super(CreditReminder, self._with_charges(accounts))._decide(owings, today, kind)

    def _recheck(self):
        # EXTENDS 'credit_management_collections': what is sent shows the charges of that moment
        if self.kind != REMINDER:
            return super()._recheck()
        return super(CreditReminder, self._with_charges(self.account_id))._recheck()

    def _with_charges(self, accounts):
        return self.with_context(credit_charges=Charges(self.env["credit.charge"]._read_shown(accounts)))

    def _compose(self, plain, coins):
        charges = self.env.context.get("credit_charges")
        if not isinstance(charges, Charges):  # no client can send one
            return super()._compose(plain, coins)
        return core.compose(plain, coins, charges.by_account.get(plain.customer.id, ()))


class Charges:
    """What was read for one preview, by account."""

    def __init__(self, by_account):
        self.by_account = by_account
