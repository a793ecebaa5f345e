from odoo import fields, models

from ....const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_statement_tolerance = fields.Float(
        string="Tolerance of Statements (%)",
        groups=INTERNAL,
        digits=(5, 2),
        default=0.5,
        help="By how much a line of a customer's financial statement may differ from what it is made of, in percent of"
        " the larger of the two. One unit of its currency is always allowed.",
    )

    _credit_statement_tolerance_in_bounds = models.Constraint(
        "CHECK (credit_statement_tolerance BETWEEN 0 AND 10)",
        "The tolerance of financial statements lies between 0 and 10 percent.",
    )
