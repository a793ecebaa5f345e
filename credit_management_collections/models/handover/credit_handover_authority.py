from odoo import models
from odoo.tools import format_amount

from ...const import HANDOVER_ACTIVITY
from ...core import handover as core


class CreditHandover(models.Model):
    """Authority to hand over, with all of the customer's that is handed over already; nobody alone."""

    _inherit = "credit.handover"

    def _get_alone(self):
        # EXTENDS 'credit.alone': two people, however much one may decide on alone elsewhere
        return self.browse()

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands = super()._get_hands()
        # Users of the past, too.
        return {document: users | document.sudo().author_id for document, users in hands.items()}

    def _measure_needed(self):
        # EXTENDS 'credit.alone': with what of the customer is handed over already
        everything = self.sudo()  # what somebody has already counts, readable or not
        domain = [("account_id", "in", everything.account_id.ids), ("state", "=", core.HANDED)]
        running = everything.search(domain).grouped("account_id")
        needed = {}
        for document in self:
            one = document.sudo()  # as above
            others = running.get(one.account_id, everything.browse()) - one
            amount = sum(one.item_ids.filtered("chosen").mapped("company_amount")) + sum(others.mapped("owed"))
            needed[document] = document.currency_id.round(amount)
        return needed

    def _measure_alone(self):
        # EXTENDS 'credit.alone'
        return self._measure_needed()

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone': nobody decides on any alone
        return {}

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        return self._get_obstacle_of_amount(self._get_needed(), self._lookup_authorities()[self.env.user, self])

    def _get_obstacle_of_amount(self, needed, authority):
        if authority is not None and authority.covers(needed):
            return ""
        return self.env._(
            "%(user)s may hand over up to %(allowed)s of a customer; with %(document)s it would be %(needed)s. Ask a"
            " person with more authority, or an administrator to grant it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            document=self.display_name,
            needed=format_amount(self.env, needed, self.currency_id),
        )

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self, HANDOVER_ACTIVITY
