from odoo import models

from odoo.addons.credit_management.models.common.credit_guard import OF_TICKETS

# Which books the tickets of a session are in, and whether they are there.
BOOKS = {"move_id", "config_id"}


class PosSession(models.Model):
    """Sessions whose entry tells what customers owe: the closing makes it, nobody else."""

    _name = "pos.session"
    _inherit = ["pos.session", "credit.guard"]

    def write(self, vals):
        # EXTENDS 'point_of_sale': with the entry of another session, tickets would seem to be in the ledger
        if not self.env.su:
            forged = {name for name in BOOKS & vals.keys() if any(session[name].id != vals[name] for session in self)}
            if forged:
                self._credit_refuse_fields(forged, self.env._("Close the session: that makes its journal entry."))
        return super().write(vals)

    def _create_picking_at_end_of_session(self):
        # EXTENDS 'point_of_sale': goods of tickets need no order
        return super(PosSession, self.with_context(credit_of_tickets=OF_TICKETS))._create_picking_at_end_of_session()
