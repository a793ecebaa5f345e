from odoo import models
from odoo.fields import Domain

from ..core import agreement as core


class CreditAccount(models.Model):
    """Agreements and applications of a customer that is merged into another one."""

    _inherit = "credit.account"

    def _absorb_limits(self, other):
        # EXTENDS 'credit_management': what was about to be signed was of another customer, with other limits
        waiting = Domain("account_id", "=", other.id) & Domain("state", "in", (core.APPROVED, core.SENT))
        self.env["credit.agreement"].sudo().search(waiting)._set_drafted()  # a merge moves what its user cannot see
        return super()._absorb_limits(other)

    def _move_references(self, other):
        # EXTENDS 'credit_management': an application is that of its account's customer
        applications = self.env["credit.application"].sudo()  # as above
        applications = applications.search([("account_id", "=", other.id)])
        done = super()._move_references(other)
        applications.exists()._set({"partner_id": self.partner_id.id})
        return done
