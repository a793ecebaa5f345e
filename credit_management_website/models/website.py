from odoo import models


class Website(models.Model):
    """Whether companies that nobody has invited apply for credit on this website, and to whom."""

    _inherit = "website"

    def _credit_get_applied_company(self):
        """The legal entity that is applied to on this website; none where its page is off."""
        company = self.sudo().company_id._credit_root()  # settings are read for visitors, who have no rights
        return company if company.credit_application_public else company.browse()
