from odoo import api, models


class CreditCached(models.AbstractModel):
    """Records that decisions keep in the cache of the registry: each change empties it."""

    _name = "credit.cached"
    _description = "Records Kept in Mind"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done
