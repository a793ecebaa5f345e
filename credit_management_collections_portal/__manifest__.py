{
    "name": "Credit Management: Collections on the Customer Portal",
    "summary": "What customers report and promise on My Credit becomes a dispute or a promise",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management_collections", "credit_management_portal"],
    "data": ["views/res_config_settings_views.xml"],
    "auto_install": True,
}
