from odoo import models


class CreditPayer(models.Model):
    """Holds follow what is agreed about who pays."""

    _inherit = "credit.payer"

    def write(self, vals):
        # EXTENDS 'credit_management'
        done = super().write(vals)
        if "state" in vals:
            self.env["credit.hold"]._recheck_soon(self.payer_id)
        return done
