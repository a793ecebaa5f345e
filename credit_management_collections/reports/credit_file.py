from odoo import models

from odoo.addons.credit_management.reports.reporting.credit_file import ON_FILE, WAITING


class CreditFile(models.AbstractModel):
    """Write-offs in the file of a customer; most files have none, and lack nothing."""

    _inherit = "report.credit_management.credit_file"

    def _file_sections(self, accounts):
        # EXTENDS 'credit_management'
        sections, papers = super()._file_sections(accounts), self._write_off_papers(accounts)
        return [*sections, (self.env._("Write-offs"), papers)] if papers else sections

    def _write_off_papers(self, accounts):
        found = self.env["credit.write.off"].sudo()  # who prints the whole file reads which debts were written off
        found = found.search([("account_id", "in", accounts.ids), ("state", "!=", "draft")])
        return {
            account: [
                (
                    f"{one.name}: {self._money(one.amount, one.currency_id)} ({self._label(one, 'state')})",
                    one.proposed_on and one.proposed_on.date(),
                    None,
                    WAITING if one.state == "proposed" else ON_FILE,
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }
