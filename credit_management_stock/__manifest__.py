{
    "name": "Credit Management: Deliveries",
    "summary": "Goods leave for a customer on hold only once they are released",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "sale_stock"],
    "data": ["views/stock_picking_views.xml"],
    "auto_install": True,
}
