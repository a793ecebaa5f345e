from odoo import models

from odoo.addons.credit_management.reports.reporting.credit_file import WAITING


class CreditFile(models.AbstractModel):
    """Guarantees and insurances in the file of a customer."""

    _inherit = "report.credit_management.credit_file"

    def _file_sections(self, accounts):
        # EXTENDS 'credit_management'
        return [*super()._file_sections(accounts), (self.env._("Cover"), self._cover_papers(accounts))]

    def _cover_papers(self, accounts):
        found = self.env["credit.cover"].search([("account_id", "in", accounts.ids), ("state", "!=", "draft")])
        return {
            account: [
                (
                    f"{one.display_name} ({self._label(one, 'state')})",
                    one.first,
                    one.last,
                    WAITING if one.state == "proposed" else self._state_on(account, one.last),
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }
