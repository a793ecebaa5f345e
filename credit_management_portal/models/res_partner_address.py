from odoo import api, fields, models

from odoo.addons.credit_management.const import INTERNAL

PLACED = {"email", "parent_id", "is_company"}  # what makes an address one of a customer's


class ResPartner(models.Model):
    """Who has made a mail address one of the customer's: whoever invites to apply would read the link there."""

    _inherit = "res.partner"

    credit_email_by_id = fields.Many2one(
        "res.users", string="Mail Address Entered by", readonly=True, copy=False, groups=INTERNAL
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        made = super().create(vals_list)
        made._credit_note_address()
        return made

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if (PLACED | {"credit_email_by_id"}) & vals.keys():  # a client may send that, too
            self._credit_note_address()
        return done

    def _credit_note_address(self):
        """Nobody says of somebody else that he has entered it."""
        partners = self.sudo()  # customers write their own addresses, and read no such field
        super(ResPartner, partners).write({"credit_email_by_id": self.env.uid})
