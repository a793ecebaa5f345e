from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """How much of a limit cover may secure in a legal entity."""

    _inherit = "res.company"

    credit_cover_uplift = fields.Float(
        string="Limit Secured by Cover (%)",
        groups=INTERNAL,
        required=True,
        default=100.0,
        help="How much a cover raises the customer's limit, in percent of what it pays. It holds for what is confirmed"
        " from now on.",
    )

    _cover_uplift_is_a_share = models.Constraint(
        "CHECK (credit_cover_uplift BETWEEN 0 AND 200)",
        "Cover secures between 0 and 200 percent of what it pays. Choose a percent between them.",
    )
