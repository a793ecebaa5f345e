from odoo import api, fields, models

from ....const import ANALYST


class CreditAccount(models.Model):
    """The financial statements of an account."""

    _inherit = "credit.account"

    statement_ids = fields.One2many(
        "credit.financial.statement", "account_id", string="Financial Statements", groups=ANALYST
    )
    statement_count = fields.Integer(
        string="Statements",
        compute="_compute_statement_count",
        groups=ANALYST,
        help="Financial statements of the customer, of all periods.",
    )

    @api.depends("statement_ids.state")
    def _compute_statement_count(self):
        counts = self.env["credit.financial.statement"]._read_group(
            [("account_id", "in", self.ids), ("state", "!=", "superseded")], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.statement_count = counts.get(account.id, 0)

    def action_open_statements(self):
        """The statements of this account, and new ones of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_financial_statement_action")
        return action | {
            "domain": [("account_id", "=", self.id)],
            "context": {"default_account_id": self.id, "search_default_standing": 1},
        }

    def _move_references(self, other):
        # Through the ORM, for the customer is stored on each. Of two statements of one period only one stands.
        statements = self.env["credit.financial.statement"].sudo()
        for statement in statements.search([("account_id", "=", other.id)]):
            key = [("kind", "=", statement.kind), ("period_end", "=", statement.period_end)]
            twin = statements.search([("account_id", "=", self.id), ("state", "!=", "superseded"), *key], limit=1)
            if twin and twin.replaces_id != statement and statement.replaces_id != twin:
                statement._credit_by_method().write({"state": "superseded"})
                statement.flush_recordset(["state"])
            statement._credit_by_method().write({"account_id": self.id})
        statements._refresh_ratios_of(self)
        return super()._move_references(other)
