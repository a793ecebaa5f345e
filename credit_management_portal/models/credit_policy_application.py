from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.application_rule import Bounds

FIELDS = {"application_amount", "application_score", "application_total"}


class CreditPolicy(models.Model):
    """Bounds within which applications are approved without a hand; none at first."""

    _inherit = "credit.policy"

    application_amount = fields.Monetary(
        string="Approve Applications Up To",
        help="An application for no more than this is approved without a hand where the customer was invited, all is"
        " filled in, nothing stands in the way and our own ledger gives the score below. 0: a person decides on every"
        " application.",
    )
    application_score = fields.Float(
        string="From a Score Of",
        digits=(5, 2),
        default=70.0,
        help="As the scorecard gives it, on record and by our own ledger alone: what an applicant says of itself lifts"
        " it by nothing.",
    )
    application_total = fields.Monetary(
        string="In Thirty Days At Most",
        help="By so much all limits together may rise by this rule; once it is used up, a person decides.",
    )

    _application_in_bounds = models.Constraint(
        "CHECK (COALESCE(application_amount, 0) >= 0 AND COALESCE(application_total, 0) >= 0"
        " AND COALESCE(application_score, 0) BETWEEN 0 AND 100)",
        "Amounts for applications are not negative, and their score lies between 0 and 100.",
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | FIELDS

    def _check_publishable(self):
        # EXTENDS 'credit_management'
        if self.application_amount and not (self.application_score and self.application_total):
            raise UserError(
                self.env._(
                    "%(policy)s approves applications without a hand: say from which score, and how much in thirty days"
                    " at most.",
                    policy=self.display_name,
                )
            )
        return super()._check_publishable()

    def _to_core_application(self):
        """The bounds of this version; of no version, those that approve nothing."""
        return Bounds(self.application_amount, self.application_score, self.application_total) if self else Bounds()
