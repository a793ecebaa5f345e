{
    "name": "Credit Management: Collections by Forecast",
    "summary": "The worklist goes by how likely each item is still open in a month, where a forecaster has learnt it",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management_collections", "credit_management_forecast"],
    "auto_install": True,
}
