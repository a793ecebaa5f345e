{
    "name": "Credit Management: Opportunities",
    "summary": "An opportunity shows whether its customer may still buy on account",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "crm"],
    "data": ["views/crm_lead_views.xml"],
    "auto_install": True,
}
