{
    "name": "Credit Management: Cash on Delivery",
    "summary": "Orders paid on delivery meet the credit check",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "delivery"],
    "auto_install": True,
}
