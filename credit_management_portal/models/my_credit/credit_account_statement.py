from odoo import models


class CreditAccountStatement(models.AbstractModel):
    """The statement of account, also for the customer itself on the portal."""

    _inherit = "report.credit_management.credit_account_statement"

    def _check_may_print(self, docs):
        # EXTENDS 'credit_management': the page has looked the account up among the customer's own
        own = self.env.context.get("credit_portal_statement")
        if isinstance(own, OwnStatement) and docs.ids == [own.account_id]:
            return
        super()._check_may_print(docs)


class OwnStatement:
    """A print of one account that server code has allowed; no client can send one."""

    def __init__(self, account_id):
        self.account_id = account_id


class CreditReconciliationForm(models.AbstractModel):
    """A reconciliation, also for the customer itself on the portal."""

    _inherit = "report.credit_management.credit_reconciliation_form"

    def _check_may_print(self, docs):
        # EXTENDS 'credit_management': the page has looked it up among the customer's own
        own = self.env.context.get("credit_portal_statement")
        if isinstance(own, OwnStatement) and docs.account_id.ids == [own.account_id]:
            return
        super()._check_may_print(docs)
