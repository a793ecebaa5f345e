from odoo import api, fields, models

from .credit_reconciliation import STATES


class CreditAccount(models.Model):
    """How far the account is reconciled with its customer."""

    _inherit = "credit.account"

    reconciliation_state = fields.Selection(
        [("none", "Never"), *STATES],
        string="Reconciliation",
        compute="_compute_reconciliation",
        help="How the last statement that asked the customer whether our books agree was answered.",
    )
    reconciled_to = fields.Date(
        compute="_compute_reconciliation",
        help="The end of the last statement that the customer agreed to.",
    )
    reconciliation_count = fields.Integer(
        compute="_compute_reconciliation", help="Statements the customer was asked to agree to."
    )

    @api.depends_context("uid")
    def _compute_reconciliation(self):
        table = self.env["credit.reconciliation"]
        domain = [("account_id", "in", self._origin.ids), ("state", "!=", "cancelled"), ("merged", "=", False)]
        found = table.search(domain, order="date_to, id").grouped("account_id") if self._origin else {}
        for account in self:
            some = found.get(account._origin, table)
            agreed = some.filtered(lambda one: one.state == "agreed")
            account.reconciliation_state = some[-1:].state or "none"
            account.reconciled_to = agreed[-1:].date_to
            account.reconciliation_count = len(some)

    def _get_reconciled_to(self):
        """The end of the last statement each customer agreed to, else when it became one: ``{account: day}``."""
        groups = (
            self.env["credit.reconciliation"]
            .sudo()  # alerts and terms rest on it, whoever asks
            ._read_group(self._get_agreed_domain(), ["account_id"], ["date_to:max"])
        )
        return {account: account.create_date.date() for account in self} | dict(groups)

    def _get_agreed_domain(self):
        return [("account_id", "in", self.ids), ("state", "=", "agreed"), ("merged", "=", False)]

    def _adopt(self, other):
        # EXTENDS 'credit_management': whoever else has agreed, this customer has not
        found = self.env["credit.reconciliation"].sudo().search([("account_id", "=", other.id)])  # as the merge
        found.filtered(lambda one: one.state in ("draft", "sent")).write({"state": "cancelled"})
        found.write({"merged": True})
        return super()._adopt(other)

    def action_reconcile(self):
        """Ask for the period of a reconciliation with these customers."""
        self._check_may_send()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reconcile"),
            "res_model": "credit.reconciliation.prepare",
            "view_mode": "form",
            "target": "new",
            "context": {"default_account_ids": self.ids},
        }

    def action_open_reconciliations(self):
        """The reconciliations of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_reconciliation_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    def _get_signed(self):
        """What each customer has signed that it owes: ``{account: [(to which day, when)]}``, the latest last."""
        found = self.env["credit.reconciliation"].sudo()  # a claim is time-barred or not, whoever looks
        found = found.search([*self._get_agreed_domain(), ("is_signed", "=", True)], order="answered_on, id")
        return {
            account: [(one.date_to, one.answered_on) for one in some]
            for account, some in found.grouped("account_id").items()
        }
