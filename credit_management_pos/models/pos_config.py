from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.credit_management.const import ADMINISTRATOR


class PosConfig(models.Model):
    """How much a till may sell on account while the server cannot be asked."""

    _name = "pos.config"
    _inherit = ["pos.config", "credit.finite"]

    credit_offline_allowance = fields.Monetary(
        string="On Account While Offline",
        help="As much may a customer take on the customer account in a session while the till cannot reach the server."
        " What the credit policy would have stopped is put on hold afterwards, for somebody to look at. Nothing: no"
        " sales on account while offline.",
    )

    @api.constrains("credit_offline_allowance")
    def _check_credit_offline_allowance(self):
        for config in self:
            if not 0 <= config.credit_offline_allowance < float("inf"):
                raise ValidationError(
                    self.env._("What a customer may take on account while a till is offline is no negative amount.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'point_of_sale'
        configs = super().create(vals_list)
        if any(configs.mapped("credit_offline_allowance")):
            self._credit_check_allowing()
        return configs

    def write(self, vals):
        # EXTENDS 'point_of_sale': whoever sells at a till may write its configuration
        allowance = vals.get("credit_offline_allowance")
        if "credit_offline_allowance" in vals and any(
            config.credit_offline_allowance != (allowance or 0.0) for config in self
        ):
            self._credit_check_allowing()
        return super().write(vals)

    def _get_forbidden_change_fields(self):
        # EXTENDS 'point_of_sale': a till that is offline goes by what it was opened with
        return [*super()._get_forbidden_change_fields(), "credit_offline_allowance"]

    def _credit_check_allowing(self):
        if not self.env.su and not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "%(user)s cannot set what customers may take on account while a till is offline. Ask a credit"
                    " administrator.",
                    user=self.env.user.name,
                )
            )
