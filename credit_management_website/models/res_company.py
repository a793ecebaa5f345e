from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        # EXTENDS 'base': pages are kept with their menu, which has the page or has it not
        if "credit_application_public" in vals:
            self.env.registry.clear_cache("templates")
        return super().write(vals)
