from odoo import models

from ...const import ANALYST


class ResUsers(models.Model):
    _inherit = "res.users"

    def _sees_credit_alerts(self):
        return bool(self) and self.has_group(ANALYST)

    def _credit_working_for(self, company):
        """Those of them who work in a legal entity or in a branch of it, and still do."""
        users = self.sudo()  # their other companies need not be in sight
        return self & users.filtered(
            lambda user: user.active and not user.share and company in user.company_ids.root_id
        )
