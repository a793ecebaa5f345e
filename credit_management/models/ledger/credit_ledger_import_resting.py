from odoo import models
from odoo.exceptions import AccessError

from ...const import MANAGER


class CreditLedgerImport(models.Model):
    """An import by which customers were judged is not undone behind the back of who decided."""

    _inherit = "credit.ledger.import"

    def _check_resting(self):
        """For credit managers only where approved assessments rest on it; each of those customers is reviewed."""
        self.ensure_one()
        accounts = self._get_resting()
        if not accounts:
            return
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(count)s assessments rest on %(file)s, that of %(customer)s among them. Ask a credit manager to"
                    " undo it: these customers are then reviewed.",
                    count=len(accounts),
                    file=self.display_name,
                    customer=accounts[0].partner_id.display_name,
                )
            )
        text = self.env._(
            "%(user)s has undone the import of %(file)s, on which the last assessment rested.",
            user=self.env.user.name,
            file=self.display_name,
        )
        for account in accounts:
            account._message_log(body=text)
        for company, of_company in accounts.grouped("company_id").items():
            self.env["credit.review"]._open(of_company, due=company._credit_today(), event=text)

    def _get_resting(self):
        """The accounts whose last assessment came after the import, and read what it brought; no secret, hence sudo."""
        customers = self.move_ids.sudo().partner_id.commercial_partner_id
        root = self.company_id._credit_root()
        domain = [("partner_id", "in", customers.ids), ("company_id", "=", root.id)]
        accounts = self.env["credit.account"].sudo().search(domain)
        adopted = self.env["credit.assessment"]._get_adopted(accounts)
        return accounts.filtered(lambda account: account in adopted and adopted[account].decided_on >= self.create_date)
