from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _credit_administers_all(self):
        """Whether the user works in every legal entity there is; its other companies need not be in sight now."""
        self.ensure_one()
        return self.env["res.company"]._credit_all_roots() <= self.sudo().company_ids
