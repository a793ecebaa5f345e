from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_portal_promise_days = fields.Integer(
        string="Promises on the Portal (Days)",
        groups=INTERNAL,
        default=14,
        help="A customer who says on My Credit that it pays all that is overdue within so many days is not reminded"
        " until then. 0 for never.",
    )

    _credit_portal_promise_days_valid = models.Constraint(
        "CHECK (credit_portal_promise_days >= 0)", "Days of promises cannot be negative."
    )
