from copy import deepcopy

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.gate.hold.credit_held import OF_HOLD

from .credit_hold import TILL


class PosOrder(models.Model):
    """Tickets sold while the till could not ask: nothing of them is lost."""

    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        # EXTENDS 'point_of_sale': a till sends back what it was sent
        for name in OF_HOLD:
            order.pop(name, None)
        if not order.get("credit_offline") or order.get("state") == "draft":
            return super()._process_order(order, existing_order)
        sent = deepcopy(order)
        try:
            with self.env.cr.savepoint():
                return super()._process_order(order, existing_order)
        except UserError as error:
            if not getattr(error, "credit_decisions", None):
                raise
        return self._credit_keep_open(sent, existing_order)

    @api.model
    def _credit_keep_open(self, order, existing_order):
        """Store a ticket that went beyond its till's allowance as an open one on hold: it waits for a release.

        The till shows it as open again; once it is released, it is paid as it was.
        """
        order |= {"state": "draft", "to_invoice": False}
        ticket = self.browse(self._process_order(order, existing_order))
        decision = ticket._credit_decide().get(ticket)
        if decision is not None and decision.blocked:
            hold = self.env["credit.hold"]._stop({ticket: decision}, TILL).sudo()  # who sells has no part in holds
            hold._as_teller()._message_log(
                body=self.env._(
                    "%(ticket)s was sold offline beyond what %(till)s may sell so: it is open at the till until it is"
                    " released. The goods may be handed over already.",
                    ticket=hold.order_name,
                    till=ticket.config_id.display_name,
                )
            )
        return ticket.id
