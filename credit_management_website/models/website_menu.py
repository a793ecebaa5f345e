from odoo import models

from odoo.addons.credit_management_portal.controllers.application_public import PATH


class WebsiteMenu(models.Model):
    _inherit = "website.menu"

    def _compute_visible(self):
        """Show the page in the menu of those websites alone that have it."""
        # EXTENDS 'website'
        done = super()._compute_visible()
        for menu in self.filtered(lambda one: one.url == PATH):
            menu.is_visible = menu.is_visible and bool(menu.website_id._credit_get_applied_company())
        return done
