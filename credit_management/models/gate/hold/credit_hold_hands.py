from collections import defaultdict

from odoo import models


class CreditHold(models.Model):
    """Hands in a hold: who wants the order through, made it what it is, sells it, or acted for its customer."""

    _inherit = "credit.hold"

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        former, found = self._get_former_sellers(), {}
        for hold, hands in super()._get_hands().items():
            document = hold._document()
            hands |= hold._askers() | hold.sudo().salesperson_id  # users of the past had a hand, too
            found[hold] = hands | document._credit_get_hands() | former.get(document, self.env["res.users"])
        return found

    def _get_former_sellers(self):
        """Who sold the documents on hold before somebody else does: ``{document: users}``."""
        of_model, found = defaultdict(list), {}
        for document in (hold._document() for hold in self):
            of_model[document._name].append(document.id)
        for model, ids in of_model.items():
            # Documents are the system's to read, as above.
            found |= self.env[model].sudo().browse(filter(None, ids))._credit_get_former_sellers()
        return found

    def _get_customers(self):
        # EXTENDS 'credit.hands': the customer that ordered, too.
        return {
            hold: customers | hold._document().partner_id.commercial_partner_id
            for hold, customers in super()._get_customers().items()
        }

    def _get_sellers_of(self, customers):
        # EXTENDS 'credit.hands': who sells this order, and who looks after the customer; who sold it another order
        # gains nothing by this one.
        return customers._credit_get_salespeople()

    def _get_hands_text(self, user):
        # EXTENDS 'credit.hands'
        if user in self._askers() | self.sudo().salesperson_id:  # who sells is no secret
            return self.env._(
                "%(user)s asked for %(order)s or sells it and cannot decide on %(hold)s. %(remedy)s",
                user=user.name,
                order=self.order_name,
                hold=self.reference,
                remedy=self._get_hands_remedy(),
            )
        return super()._get_hands_text(user)
