from odoo import fields, models


class CreditSurvey(models.Model):
    """Surveys that the customer has answered itself."""

    _inherit = "credit.survey"

    applied_online = fields.Boolean(
        compute="_compute_applied_online", help="Answered by the customer itself, in an application."
    )

    def _compute_applied_online(self):
        # Whether the customer has applied is no secret to who reads the survey.
        found = self.env["credit.application"].sudo().search([("survey_id", "in", self.ids)]).survey_id
        for survey in self:
            survey.applied_online = survey in found
