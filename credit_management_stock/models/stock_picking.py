from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.credit_management.core.policy.policy import DELIVERY


class StockPicking(models.Model):
    """Who ships is told what may not leave, and goes on with the rest. The gate itself is in stock_move.py."""

    _inherit = "stock.picking"

    # Not the field of the order, which has groups: users who ship learn this much and no more.
    credit_hold_state = fields.Selection(
        [("open", "On Credit Hold")],
        string="Credit",
        compute="_compute_credit_hold_state",
        groups="base.group_user",
        search="_search_credit_hold_state",
        compute_sudo=True,
    )

    @api.depends("sale_id.credit_hold_id.state", "sale_id.credit_hold_id.checkpoint", "state", "picking_type_code")
    def _compute_credit_hold_state(self):
        for picking in self:
            hold = picking.sale_id.credit_hold_id
            held = hold.state == "open" and hold.checkpoint == DELIVERY
            waiting = picking.state not in ("done", "cancel") and picking.picking_type_code != "incoming"
            picking.credit_hold_state = "open" if held and waiting else False

    def _search_credit_hold_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        holds = self.env["credit.hold"].sudo()  # who ships reads that goods wait, not the hold
        orders = holds.search([("state", "=", "open"), ("checkpoint", "=", DELIVERY)]).order_id
        held = (
            Domain("sale_id", "in", orders.ids)
            & Domain("state", "not in", ["done", "cancel"])
            & Domain("picking_type_code", "!=", "incoming")
        )
        return (held if "open" in value else Domain.FALSE) | (~held if False in value else Domain.FALSE)

    # === ACTIONS === #

    def button_validate(self):
        # EXTENDS 'stock': the order goes on hold, what was counted and packed stays as it is
        held = self._credit_hold_blocked()
        result, grown = (self - held)._credit_validate(
            lambda pickings: super(StockPicking, pickings).button_validate()  # noqa: UP008 - of those given, not of all
        )
        held |= grown
        if not held:
            return result
        notification = held._credit_tell_held()
        if result is True:
            return notification
        # A dialog or a print comes first; the message must not wait for it.
        params = notification["params"]
        self.env.user._bus_send(
            "simple_notification", {name: params[name] for name in ("title", "message", "type", "sticky")}
        )
        return result

    def _credit_validate(self, validate):
        """Validate these transfers; where more leaves than was ordered and may not, the order goes on hold.

        :param validate: does it, with the transfers it is given
        :return: what the last call of it gave, and the transfers that stay
        """
        passing, held = self, self.browse()
        while passing:
            try:
                with self.env.cr.savepoint():
                    return validate(passing), held
            except UserError as error:
                decisions = getattr(error, "credit_decisions", {})
                stopped = passing.filtered(
                    lambda picking, ids=decisions: ids.keys() & set(picking._credit_leaving_now()._credit_orders().ids)
                )
                if not stopped:
                    raise
                self.env["sale.order"].browse(decisions)._credit_hold_surplus(decisions)
                held |= stopped
                passing -= stopped
        return True, held

    def _credit_hold_blocked(self):
        """Put the orders on hold whose goods may not leave, and give their transfers."""
        self.check_access("write")
        orders_of = {picking: picking._credit_leaving_now()._credit_orders() for picking in self}
        # Who ships need not read the order.
        orders = self.env["sale.order"].sudo().union(*orders_of.values())
        orders._credit_check_firm()
        decisions = orders._credit_decide(DELIVERY, claim=True)
        blocked = {order: decision for order, decision in decisions.items() if decision.blocked}
        if not blocked:
            return self.browse()
        if not self.env.context.get("skip_sanity_check"):
            # Nobody is asked for a release of what could not leave anyway.
            self.filtered(lambda picking: picking.state not in ("draft", "done"))._sanity_check()
        self.env["credit.hold"]._stop(blocked, DELIVERY)
        return self.filtered(lambda picking: any(order in blocked for order in orders_of[picking]))

    def _credit_leaving_now(self):
        """The moves that bring goods to a customer when this is validated: the picked ones, all where none is."""
        moves = self.move_ids
        picked = moves.filtered("picked")
        return (picked or moves)._credit_leaving()

    def _credit_tell_held(self):
        """Message to the person who ships: the order is on hold, without figures."""
        orders = self.mapped(lambda picking: picking._credit_leaving_now()._credit_orders())
        # Orders are named, which who ships need not read.
        return orders._credit_notification(
            self.env._(
                "%(transfers)s cannot leave yet: on credit hold until %(orders)s passes or is released.",
                transfers=", ".join(self.mapped("name")),
                orders=", ".join(
                    orders.sudo().credit_hold_id.filtered(lambda hold: hold.state == "open").order_id.mapped("name")
                ),
            )
        )
