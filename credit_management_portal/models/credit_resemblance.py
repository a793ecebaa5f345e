from odoo import api, models


class CreditResemblance(models.Model):
    """Customers compared with who is none yet."""

    _inherit = "credit.resemblance"

    @api.model
    def _read_known(self, partner_ids):
        """What customers can be recognised by, for a comparison with who is none yet."""
        self.env["res.partner"].flush_model()
        self.env["res.partner.bank"].flush_model(["partner_id", "sanitized_acc_number"])
        self.env["credit.account"].flush_model(["partner_id", "status"])
        return [customer for customer, _company, _stopped in self._read(partner_ids).values()]
