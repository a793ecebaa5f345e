from odoo import api, fields, models

GRADES = [(grade, grade) for grade in ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "D")]


class CreditSurveyGrade(models.Model):
    """Grade of an agency, and its place on our scale."""

    _name = "credit.survey.grade"
    _description = "Outside Grade in a Credit Survey"
    _inherit = ["credit.survey.fact"]
    _order = "survey_id, date desc, id desc"
    _rec_name = "agency"

    source = fields.Selection(default="agency")
    date = fields.Date(required=True, string="Graded on")
    agency = fields.Char(required=True)
    agency_grade = fields.Char(string="Grade There", required=True)
    grade = fields.Selection(
        GRADES, string="Our Mapping", required=True, help="What this grade means, on the scale AAA to D."
    )
    valid_until = fields.Date(help="The last day on which the agency stands by it. Empty for no end.")
    expired = fields.Boolean(compute="_compute_expired")

    @api.depends("valid_until", "survey_id.company_id")
    def _compute_expired(self):
        for grade in self:
            today = (grade.survey_id.company_id or self.env.company)._credit_today()
            grade.expired = bool(grade.valid_until) and grade.valid_until < today
