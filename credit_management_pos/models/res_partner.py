from odoo import api, models


class ResPartner(models.Model):
    """Customers as tills know them: contacts of one customer share what may be taken while offline."""

    _inherit = "res.partner"

    @api.model
    def _load_pos_data_fields(self, config):
        # EXTENDS 'point_of_sale'
        return [*super()._load_pos_data_fields(config), "commercial_partner_id"]
