from odoo import api, fields, models

from .credit_authority_write_off import WRITE_OFF


class CreditApprovalRung(models.Model):
    """From which amount on how many people decide on a write-off."""

    _inherit = "credit.approval.rung"

    decides_on = fields.Selection(selection_add=[("write_off", "Writing Off")], ondelete={"write_off": "cascade"})
    above = fields.Monetary(
        help="By how much a limit rises, or how much is written off, together with the customer's others in the window"
        " of the company's settings. Of several steps of approval that fit, those with the highest amount hold."
    )

    @api.model
    def _get_decisions(self):
        # EXTENDS 'credit_management'
        return super()._get_decisions() | {"write_off": WRITE_OFF}
