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

    @api.model
    def _erase(self, found):
        # EXTENDS 'credit_management': an application is erased as a whole, its answers and letters too, once it is over
        ours = [record.id for place, record in found if place.model == "credit.application"]
        self.env["credit.application"].browse(dict.fromkeys(ours)).action_erase()
        return super()._erase([one for one in found if one[0].model != "credit.application"])
