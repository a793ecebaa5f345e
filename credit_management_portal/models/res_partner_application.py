from odoo import models

from odoo.addons.credit_management.models.common.credit_single import ensure_one


class ResPartner(models.Model):
    """Customers are invited to apply where salespeople and analysts look at them."""

    _inherit = "res.partner"

    def action_credit_invite(self):
        """Ask whom to invite to apply for credit."""
        ensure_one(self)
        self.check_access("read")
        return self.env["credit.application.invite"]._get_window(self.commercial_partner_id)
