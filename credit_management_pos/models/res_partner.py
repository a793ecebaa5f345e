from odoo import api, models

from odoo.addons.credit_management.models.exposure.res_partner import ENTITY
from odoo.addons.credit_management.sql.exposure.scope import KINDS

from ..sql import till_items
from .pos_order import FIRM


class ResPartner(models.Model):
    """Customers as tills know them: contacts of one customer share its limit, and what may be taken while offline."""

    _inherit = "res.partner"

    @api.model
    def _load_pos_data_fields(self, config):
        # EXTENDS 'point_of_sale'
        return [*super()._load_pos_data_fields(config), "commercial_partner_id"]

    def write(self, vals):
        # EXTENDS 'credit_management': tickets that become another customer's are judged again
        tickets = self._credit_unbooked_tickets() if ENTITY & vals.keys() else self.env["pos.order"]
        done = super().write(vals)
        tickets._credit_touch()
        return done

    def unlink(self):
        # EXTENDS 'base': contacts below stay, and are customers of their own
        self._credit_unbooked_tickets()._credit_touch()
        return super().unlink()

    def _credit_unbooked_tickets(self):
        """Tickets of these contacts and all below them that the ledger does not have yet, paid or not."""
        contacts = self.sudo().with_context(active_test=False)  # whoever moves them, and whatever they may see
        unbooked = ("|", ("session_id.move_id", "=", False), ("session_id.move_id.state", "!=", "posted"))
        return contacts.env["pos.order"].search(
            [("partner_id", "child_of", self.ids), ("state", "!=", "cancel"), ("account_move", "=", False), *unbooked]
        )

    def _credit_with_claims(self):
        # EXTENDS 'credit_management': tickets on account count, too
        tickets = self.env["pos.order"].sudo().search([("partner_id", "in", self.ids), ("state", "in", FIRM)])
        ids = [ticket.id * KINDS + till_items.KIND for ticket in tickets]
        # Items of others are open, too.
        items = self.env["credit.open.item"].sudo().search([("id", "in", ids)])
        owing = self.env["pos.order"].sudo().browse(item.id // KINDS for item in items)  # as above
        return super()._credit_with_claims() | (owing.partner_id & self)
