from odoo import api, models

from odoo.addons.credit_management.models.assessment.survey.credit_personal_data import Place


class CreditPersonalData(models.AbstractModel):
    """Applications name who applied and who agreed."""

    _inherit = "credit.personal.data"

    @api.model
    def _get_places(self):
        # EXTENDS 'credit_management'
        named = ("contact", "email", "consent_name")
        return [*super()._get_places(), *(Place("credit.application", name, account="account_id") for name in named)]
