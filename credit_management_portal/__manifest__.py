{
    "name": "Credit Management: Customer Portal",
    "summary": "Customers apply for credit online, see and pay what they owe, ask for more and sign their agreement",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "author": "Credit Management contributors",
    "license": "LGPL-3",
    "depends": ["credit_management", "account_payment"],
    "data": [
        "security/ir.model.access.csv",
        "security/credit_customer_reason_security.xml",
        "data/credit_customer_reason_data.xml",
        "wizards/credit_customer_reason_choose_views.xml",
        "views/credit_customer_reason_views.xml",
        "views/credit_reasoned_views.xml",
    ],
}
