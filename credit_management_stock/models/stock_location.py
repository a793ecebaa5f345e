from odoo import models


class StockLocation(models.Model):
    _inherit = "stock.location"

    def _credit_is_outside(self):
        """Whether what is there is with a customer, sister companies among them."""
        self.ensure_one()
        if self.usage != "transit":
            return self.usage == "customer"
        # Not by env.ref, which asks each time whether it is still there.
        name = "stock.stock_location_inter_company"
        return self.id == self.env["ir.model.data"]._xmlid_to_res_id(name, raise_if_not_found=False)
