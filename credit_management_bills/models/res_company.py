from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """How much of bank bills counts where nothing is said of their bank."""

    _inherit = "res.company"

    credit_bill_share = fields.Float(
        string="Bank Bills Count as Exposure (%)",
        groups=INTERNAL,
        default=0.0,
        help="Of acceptance bills of banks that are not listed under Accepting Banks, until they mature.",
    )

    _bill_share_is_a_share = models.Constraint(
        "CHECK (credit_bill_share BETWEEN 0 AND 100)",
        "Between 0 and 100 percent of a bill count. Choose a percent between them.",
    )
