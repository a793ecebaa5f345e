{
    "name": "Credit Management: Online Shop",
    "summary": "The shop tells a customer whose order awaits approval",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "website_sale"],
    "auto_install": True,
    "data": ["views/website_sale_templates.xml"],
    "assets": {
        "web.assets_tests": ["credit_management_website_sale/static/tests/tours/**/*"],
    },
}
