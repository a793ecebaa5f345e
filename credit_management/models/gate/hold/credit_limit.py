from odoo import models


class CreditLimit(models.Model):
    """A limit that begins or ends changes what passes."""

    _inherit = "credit.limit"

    def _set_approved(self, valid_from, alone):
        done = super()._set_approved(valid_from, alone)
        self.env["credit.hold"]._recheck_soon(self.partner_id)
        return done

    def _set_ended(self, last_day, reason, alone):
        done = super()._set_ended(last_day, reason, alone)
        self.env["credit.hold"]._recheck_soon(self.partner_id)
        return done
