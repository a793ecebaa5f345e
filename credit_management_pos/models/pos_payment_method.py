from odoo import api, fields, models


class PosPaymentMethod(models.Model):
    """Which methods leave a debt behind."""

    _inherit = "pos.payment.method"

    credit_is_on_account = fields.Boolean(
        string="On Credit",
        compute="_compute_credit_is_on_account",
        store=True,
        help="What is paid this way is owed by the customer: the credit policy is asked.",
    )

    @api.depends("type")
    def _compute_credit_is_on_account(self):
        for method in self:
            method.credit_is_on_account = method.type == "pay_later"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'point_of_sale': computed, whatever a client sends or has stored as a default
        methods = super().create(vals_list)
        self.env.add_to_compute(self._fields["credit_is_on_account"], methods)
        return methods

    def write(self, vals):
        # EXTENDS 'point_of_sale'
        done = super().write(vals)
        if "credit_is_on_account" in vals:
            self.env.add_to_compute(self._fields["credit_is_on_account"], self)
        return done
