from odoo import models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE


class CreditAccount(models.Model):
    """What the customer says on My Credit is a dispute or a promise as well, as far as it may be."""

    _inherit = "credit.account"

    def _report_portal_problem(self, item, text):
        # EXTENDS 'credit_management_portal'
        done = super()._report_portal_problem(item, text)
        move = item.move_id if item.category == RECEIVABLE else item.move_id.browse()
        self.env["credit.dispute"]._open_on_portal(self, move, text)
        return done

    def _promise_portal_payment(self, day, amount, text):
        # EXTENDS 'credit_management_portal'
        done = super()._promise_portal_payment(day, amount, text)
        self.env["credit.promise"]._take_on_portal(self, day, amount, text)
        return done
