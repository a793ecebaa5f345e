from odoo import models
from odoo.exceptions import UserError

STATEMENT_TEMPLATE = "credit_management.credit_account_statement_mail_template"


class CreditAccount(models.Model):
    """The statement of account, mailed to the customer in the customer's language."""

    _inherit = "credit.account"
    _mail_post_access = "read"  # who reads an account writes to its customer, and nothing else

    # === ACTIONS === #

    def action_send_statement(self):
        """One statement in Odoo's composer; several by a list that says beforehand who has no address."""
        self._check_may_send()
        if len(self) > 1:
            return self._open_sending()
        if not self._get_statement_recipient().email:
            raise UserError(
                self.env._(
                    "%(customer)s has no e-mail address. Enter one on its invoice address, then send the statement.",
                    customer=self.partner_id.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Statement"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": self.env.ref(STATEMENT_TEMPLATE).id,
                "force_email": True,
                "hide_mail_template_management_options": True,
            },
        }

    def _open_sending(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Statements"),
            "res_model": "credit.statement.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_account_ids": self.ids},
        }

    # === CHECKS === #

    def _check_may_send(self):
        """Who may not print a statement does not send it either."""
        if not self:
            raise UserError(self.env._("Choose the customers who are to get their statement."))
        self.env["report.credit_management.credit_account_statement"]._check_may_print(self)

    # === BUSINESS === #

    def _get_statement_recipient(self):
        """The invoice address where it has an e-mail address, else the customer."""
        self.ensure_one()
        # Who reads the account tells its customer, whatever contacts they read.
        partner = self.sudo().partner_id
        address = partner.browse(partner.address_get(["invoice"])["invoice"])
        return address if address.email else partner

    def _get_statement_url(self):
        """Odoo's own page of the customer's invoices: where something is late, the one on which it can be paid."""
        self.ensure_one()
        page = "/my/invoices/overdue" if self.overdue_amount > 0 else "/my/invoices"
        return f"{self.get_base_url()}{page}"
