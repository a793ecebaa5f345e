from odoo import models

from odoo.addons.credit_management.models.common.read_once import read_once

from ...core import dispute as disputes
from ...core import promise as promises
from ...core import promise_terms as terms
from .credit_dispute import RUNNING


class CreditAccount(models.Model):
    """What is let off of a customer for new orders, by whatever document: its parts ask for one authority together.

    Disputes that are confirmed, plans that were released as terms, and orders that were released within the window:
    who may release so much would let that much off by each of them otherwise. Orders ask for it together with what
    disputes and plans let off, too (``credit.hold`` below).
    """

    _inherit = "credit.account"

    def _measure_let_off(self, document):
        """What is let off of the customer together with this document, in the company's currency."""
        released = self.env["credit.hold"]._read_released(self)[self.sudo()]  # likewise
        return self.currency_id.round(sum(released.values()) + self._sum_let_off(document)[self])

    @read_once
    def _sum_let_off(self, document=None):
        """The same of disputes and plans alone: ``{account: amount}``, with a document that is being decided on."""
        kinds = {
            "credit.dispute": (self._sum_disputes, [("state", "in", RUNNING), ("confirmed_by_id", "!=", False)]),
            "credit.promise": (self._sum_plans, [("state", "=", promises.OPEN), ("terms_state", "=", terms.RELEASED)]),
        }
        found = dict.fromkeys(self, 0.0)
        for kind, (measure, domain) in kinds.items():
            # What is let off already counts, readable or not.
            documents = self.env[kind].sudo().search([("account_id", "in", self.ids), *domain])
            if document is not None and document._name == kind:
                documents |= document.sudo()  # likewise
            for account, amount in measure(documents).items():
                found[account.with_env(self.env)] += amount
        return found

    def _sum_disputes(self, documents):
        """As far as a policy in force or to come lets disputes off: ``{account: amount}``."""
        found = {}
        for account, some in documents.grouped("account_id").items():
            countings = account._get_dispute_countings()
            needed = account._add_up(some, "amount")
            limits = (min(needed, one.limit) if one.how == disputes.OWN_LIMIT else needed for one in countings)
            found[account] = max(limits, default=0.0)
        return found

    def _sum_plans(self, documents):
        return {account: account._add_up(some, "missing") for account, some in documents.grouped("account_id").items()}

    def _add_up(self, documents, name):
        """An amount of documents of this customer, in the company's currency at today's rate."""
        root = self.company_id._credit_root()
        today, to = root._credit_today(), root.currency_id
        return to.round(sum(one.currency_id._convert(one[name], to, root, today) for one in documents))

    def _get_dispute_countings(self):
        """How policies count disputes where they let anything off: the one in force, and those that are to come.

        A version that is published already will let it off from its first day on, and nobody is asked again then.
        """
        root = self.company_id._credit_root()
        policies = self.env["credit.policy"].sudo()  # collectors read no policies
        coming = [("company_id", "=", root.id), ("state", "=", "published")]
        coming.append(("valid_from", ">", root._credit_today()))
        policies = policies._get_in_force(root) | policies.search(coming)
        return [counting for one in policies if (counting := one._get_counting()).how != disputes.FULLY]


class CreditHold(models.Model):
    _inherit = "credit.hold"

    def _released_before_each(self):
        # EXTENDS 'credit_management': and what disputes and plans of the customer let off
        found = super()._released_before_each()
        let_off = self.sudo().account_id._sum_let_off()  # it counts, readable or not
        return {hold: amount + let_off[hold.sudo().account_id] for hold, amount in found.items()}  # likewise
