from odoo import fields, models

from ....const import INTERNAL
from ...common.text import stripped


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

    credit_privacy_notice = fields.Text(
        string="Notice on Personal Data",
        groups=INTERNAL,
        translate=True,
        help="Printed on empty surveys: who asks, why, which kinds of data, how long they are kept, whom to ask. Empty:"
        " the text that comes with the module.",
    )

    def _credit_get_privacy_notice(self):
        """The notice on empty surveys, in the language of the context."""
        self.ensure_one()
        root = self._credit_root().sudo()  # what is printed for customers is no secret
        own = stripped(root.credit_privacy_notice)
        return own or self.env._(
            "%(company)s collects the details asked for here, names and telephone numbers of persons among them,"
            " to decide on credit. %(kept)s Whoever is named may ask us what we keep of them, have it corrected,"
            " and have it deleted. Ask %(company)s%(mail)s.",
            company=root.name,
            kept=root._credit_get_retention_text(),
            mail=f" ({root.email})" if root.email else "",
        )

    def _credit_get_retention_text(self):
        """How long personal data is kept, in a sentence."""
        months = self._credit_root().sudo().credit_survey_retention  # as above
        if not months:
            return self.env._("Personal data is kept as long as the law and the decision need.")
        return self.env._(
            "Personal data is kept for %(months)d months after a survey is closed and then erased; figures are kept.",
            months=months,
        )

    def _credit_get_consent_text(self):
        """What whoever fills in an empty survey agrees to, in the language of the context."""
        return self.env._(
            "We agree that the details given here are checked and used to decide on credit, and that references"
            " named here may be asked. Nobody else is given them without our consent. Consent can be withdrawn at any"
            " time. All details are true and complete as far as we know."
        )

    _credit_survey_months_in_bounds = models.Constraint(
        "CHECK (credit_survey_validity BETWEEN 0 AND 120 AND credit_survey_retention BETWEEN 0 AND 1200)",
        "Credit surveys are valid for 0 to 120 months, and kept for 0 to 1,200.",
    )
