{
    "name": "Credit Management: Payment Forecast",
    "summary": "How likely an order is paid how late, in rules of the policy, on open items and as expected receipts",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management"],
    "external_dependencies": {"python": ["numpy"]},
    "data": [
        "security/ir.model.access.csv",
        "security/credit_forecast_security.xml",
        "data/ir_cron_data.xml",
        "views/credit_forecast_model_views.xml",
        "views/credit_forecast_week_views.xml",
        "views/credit_open_item_views.xml",
    ],
    "post_init_hook": "begin",
}
