from odoo import api, models

from odoo.addons.credit_management.models.assessment.survey.credit_personal_data import Place


class CreditPersonalData(models.AbstractModel):
    """The log of calls names with whom somebody spoke."""

    _inherit = "credit.personal.data"

    @api.model
    def _get_places(self):
        # EXTENDS 'credit_management'
        return [*super()._get_places(), Place("credit.contact", "person", account="account_id")]
