from odoo import models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.common.credit_guard import OF_TICKETS


class StockMove(models.Model):
    """Goods that leave without an order: nothing counts them, so a customer with a limit gets none."""

    _inherit = "stock.move"

    def _credit_check_ordered(self, gone=False):
        """Refuse goods for customers with a limit, or on stop, that no order stands behind.

        What leaves for nobody by name is nobody's debt: whoever keeps the stock answers for it.

        :param gone: whether the transfer is done already: Odoo adds what leaves beside the lines of an order to it when
            the transfer is validated, and never again
        """
        if self.env.context.get("credit_of_tickets") is OF_TICKETS:
            return
        moves = self.sudo().filtered(  # who ships need not read customers and orders
            lambda move: (
                not (move.sale_line_id.order_id if gone else move._credit_orders())
                and not move._credit_is_sold_elsewhere()
            )
        )
        for company, loose in moves.grouped("company_id").items():
            governed = company._credit_governed((loose.partner_id | loose.picking_id.partner_id).commercial_partner_id)
            if governed:
                loose._credit_refuse_unordered(governed[0])

    def _credit_refuse_unordered(self, customer):
        told = self.filtered(
            lambda move: customer in (move.partner_id | move.picking_id.partner_id).commercial_partner_id
        )
        raise UserError(
            self.env._(
                "The goods of %(transfer)s cannot leave for %(customer)s without a confirmed order. Ask for a sales"
                " order, at no price where nothing is to be paid.",
                transfer=told.picking_id[:1].name or told[:1].product_id.display_name,
                customer=customer.display_name,
            )
        )

    def _credit_is_sold_elsewhere(self):
        """Whether a till has sold it, or the customer has brought it before, to be repaired for instance."""
        brought = self.origin_returned_move_id
        if (
            brought.state == "done"
            and brought.location_id.usage == "customer"
            and brought.product_id == self.product_id
        ):
            given_back = brought.returned_move_ids.filtered(lambda move: move.state == "done") | self
            return sum(move._credit_quantity() for move in given_back) <= brought._credit_quantity()
        return self._credit_is_of_ticket()

    def _credit_is_of_ticket(self):
        """Whether the ticket of a till has sold it, and not handed it over before."""
        picking = self.picking_id
        if "pos_order_id" not in picking or picking.pos_order_id.state not in ("paid", "done"):
            return False
        if "bom_line_id" in self and self.bom_line_id:  # a part of what was sold
            return True
        ticket = picking.pos_order_id
        moves = ticket.picking_ids.move_ids.filtered(lambda move: move.state == "done")._credit_outbound() | self
        sold = ticket.lines.filtered(lambda line: line.product_id == self.product_id)
        gone = moves.filtered(lambda move: move.product_id == self.product_id)
        return sum(move._credit_quantity() for move in gone) <= sum(sold.mapped("qty"))

    def _credit_quantity(self):
        """Quantity moved, in the unit of the product."""
        return self.product_uom._compute_quantity(self.quantity, self.product_id.uom_id)
