"""Orders that a changed policy would meet today."""

from odoo.tools import SQL


def undelivered(company_ids):
    """Confirmed orders of which something is still to be delivered. Column: id."""
    return SQL(
        """
        SELECT so.id
          FROM sale_order so
         WHERE so.state = 'sale' AND so.company_id = ANY(%s)
           AND EXISTS (SELECT FROM sale_order_line line
                        WHERE line.order_id = so.id AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
                          AND line.product_uom_qty > line.qty_delivered)
        """,
        list(company_ids),
    )
