from odoo import api, models, tools


class ResCurrency(models.Model):
    """The rounding of a currency, known without asking the database at each order."""

    _inherit = "res.currency"

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if "rounding" in vals:
            self.env.registry.clear_cache("stable")
        return done

    @tools.ormcache("self._origin.id", cache="stable")
    def _credit_rounding(self):
        """The smallest amount of this currency, e.g. 0.01; a currency left open (no record) has 0.0.

        :rtype: float
        """
        return self.sudo().rounding  # a currency's rounding is no secret

    @api.model
    def _credit_by_code(self):
        """The currencies in use by their code.

        :rtype: dict
        """
        return {one.name: one for one in self.search([("active", "=", True)])}

    def _credit_round(self, amount):
        """The amount as :meth:`round` gives it."""
        return tools.float_round(amount, precision_rounding=self._credit_rounding())
