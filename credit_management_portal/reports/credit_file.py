from odoo import models

from odoo.addons.credit_management.reports.reporting.credit_file import MISSING, WAITING

from ..core import agreement as core


class CreditFile(models.AbstractModel):
    """Agreements in the file of a customer."""

    _inherit = "report.credit_management.credit_file"

    def _file_sections(self, accounts):
        # EXTENDS 'credit_management'
        return [*super()._file_sections(accounts), (self.env._("Credit agreements"), self._agreement_papers(accounts))]

    def _agreement_papers(self, accounts):
        found = self.env["credit.agreement"].search([("account_id", "in", accounts.ids), ("state", "!=", core.DRAFT)])
        return {
            account: [
                (
                    f"{one.name} ({self._label(one, 'state')})",
                    one.valid_from,
                    one.valid_to,
                    self._agreement_state(account, one),
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }

    def _agreement_state(self, account, agreement):
        if agreement.state in core.KEPT:
            return self._state_on(account, agreement.valid_to)
        return MISSING if agreement.state == core.DECLINED else WAITING
