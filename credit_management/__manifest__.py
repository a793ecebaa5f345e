{
    "name": "Credit Management",
    "summary": "Decide who gets goods before paying: credit limits, order holds, reviews, aging",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "website": "https://github.com/credit-management/credit_management",
    "license": "LGPL-3",
    "application": True,
    "depends": ["sale_management", "account", "portal"],
    "external_dependencies": {"python": ["numpy", "pandas", "xlsxwriter"]},
    "data": [
        "security/credit_management_groups.xml",
        "security/ir.model.access.csv",
        "security/credit_open_item_security.xml",
        "data/credit_aging_bucket_data.xml",
        "views/credit_open_item_views.xml",
        "views/res_config_settings_views.xml",
        "views/credit_management_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
    ],
    "assets": {
        "web.assets_tests": ["credit_management/static/tests/tours/**/*"],
    },
}
