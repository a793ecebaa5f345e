from odoo import fields, models

from ....const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_survey_validity = fields.Integer(
        string="Surveys Are Valid for (Months)",
        groups=INTERNAL,
        default=12,
        help="How long a verified credit survey may be relied on. 0 for no end.",
    )
    credit_survey_retention = fields.Integer(
        string="Personal Data Is Kept for (Months)",
        groups=INTERNAL,
        default=36,
        help="Surveys closed longer ago are anonymised: names, contacts and documents go, figures stay. 0 keeps them"
        " for ever.",
    )

    _credit_survey_months_in_bounds = models.Constraint(
        "CHECK (credit_survey_validity BETWEEN 0 AND 120 AND credit_survey_retention BETWEEN 0 AND 1200)",
        "Credit surveys are valid for 0 to 120 months, and kept for 0 to 1,200.",
    )
