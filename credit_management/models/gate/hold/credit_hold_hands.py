from odoo import models


class CreditHold(models.Model):
    """Hands in a hold: who wants the order through, made it what it is, sells it, or acted for its customer."""

    _inherit = "credit.hold"

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        # Users of the past had a hand, too.
        return {
            hold: hands | hold._askers() | hold.sudo().salesperson_id | hold._document()._credit_get_hands()
            for hold, hands in super()._get_hands().items()
        }

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
