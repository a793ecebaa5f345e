from odoo import api, fields, models

from odoo.addons.credit_management.const import INTERNAL
from odoo.addons.credit_management.models.common.credit_guard import BY_METHOD

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
        if not self.env["credit.guard"]._credit_is_by_method():
            vals = {name: value for name, value in vals.items() if name != "credit_email_by_id"}
        done = super().write(dict(vals))  # Odoo takes out what it has written by itself
        if PLACED & vals.keys():
            self._credit_note_address()
        return done

    def _credit_note_address(self):
        """Note who has made their addresses those of a customer."""
        partners = self.sudo()  # customers write their own addresses, and read no such field
        partners.with_context(credit_by_method=BY_METHOD).write({"credit_email_by_id": self.env.uid})
