from odoo import api, models


class CreditGroupFind(models.TransientModel):
    """Owners that surveys know: customers of one owner seem to belong together."""

    _inherit = "credit.group.find"

    @api.model
    def _read_owners(self, partners):
        # EXTENDS 'credit_management': names as confirmed surveys give them
        owners = super()._read_owners(partners)
        surveys = self.env["credit.survey"].search(
            [("partner_id", "in", partners.ids), ("state", "=", "verified")], order="id"
        )
        for partner, of_partner in surveys.grouped("partner_id").items():
            # The latest says who owns it today.
            owners[partner] = tuple(filter(None, of_partner[-1:].owner_ids.mapped("name")))
        return owners
