from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _sees_credit_alerts(self):
        return bool(self) and self.has_group("credit_management.credit_management_group_analyst")
