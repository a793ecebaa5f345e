{
    "name": "Credit Management: Website",
    "summary": "The page on which companies apply for credit becomes part of each website",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management_portal", "website"],
    "data": [
        "data/website_menu_data.xml",
        "views/credit_application_views.xml",
        "views/snippets.xml",
    ],
    "auto_install": True,
}
