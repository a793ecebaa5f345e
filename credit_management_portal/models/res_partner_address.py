from odoo import api, fields, models

from odoo.addons.credit_management.const import INTERNAL

# What makes an address one of a customer's; a stored computed field is a client's to write.
PLACED = {"email", "email_normalized", "parent_id", "is_company"}


class ResPartner(models.Model):
    """Who has made a mail address one of the customer's: whoever invites to apply would read the link there."""

    _inherit = "res.partner"

    credit_email_by_id = fields.Many2one(
        "res.users", string="Mail Address Entered by", readonly=True, copy=False, groups=INTERNAL
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        if self.env.user._is_internal():  # a client may say so, by a default too: who creates it is noted by Odoo
            vals_list = [vals | {"credit_email_by_id": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write({name: value for name, value in vals.items() if name != "credit_email_by_id"})
        if PLACED & vals.keys():
            partners = self.sudo()  # customers write their own addresses, and read no such field
            super(ResPartner, partners).write({"credit_email_by_id": self.env.uid})
        return done
