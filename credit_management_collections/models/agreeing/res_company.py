from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """How far promises and disputes keep customers from being reminded."""

    _inherit = "res.company"

    credit_promise_days = fields.Integer(
        string="Longest Promise (Days)",
        groups=INTERNAL,
        default=30,
        help="Collectors take promises to pay within so many days. Longer plans, up to a year, are a credit manager's.",
    )
    credit_promise_grace = fields.Integer(
        string="Grace of Promises (Days)",
        groups=INTERNAL,
        default=3,
        help="A payment may come so many days after the day it was promised for.",
    )
    credit_dispute_days = fields.Integer(
        string="Answer to a Dispute (Days)",
        groups=INTERNAL,
        default=30,
        help="A dispute is to be answered within so many days. One that no credit analyst has confirmed until then"
        " keeps no reminder back any more.",
    )

    _credit_promise_days_valid = models.Constraint(
        "CHECK (credit_promise_days >= 0 AND credit_promise_grace >= 0 AND credit_dispute_days >= 0)",
        "Days of promises and disputes cannot be negative.",
    )
