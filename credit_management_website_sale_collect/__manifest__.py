{
    "name": "Credit Management: Pay in Store",
    "summary": "Orders paid in the shop meet the credit check",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "website_sale_collect"],
    "auto_install": True,
}
