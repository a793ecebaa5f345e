from odoo import api, fields, models

from .credit_reminder import TAKEN


class CreditAccount(models.Model):
    """How one customer is reminded, and what was sent to it."""

    _inherit = "credit.account"

    strategy_id = fields.Many2one(
        "credit.strategy",
        string="Reminder Strategy",
        domain="[('company_id', 'in', (False, company_id))]",
        ondelete="restrict",
        tracking=True,
        copy=False,
        help="How this customer is reminded. Empty: as its grade, its risk class or the company says.",
    )
    strategy_in_force_id = fields.Many2one(
        "credit.strategy",
        string="Reminded by",
        compute="_compute_strategy_in_force_id",
        help="The strategy that the customer follows today. Empty: no reminder is sent.",
    )

    reminder_ids = fields.One2many("credit.reminder", "account_id", string="Reminders", readonly=True)
    reminder_count = fields.Integer(
        string="Reminders Sent",
        compute="_compute_reminder_count",
        help="Messages of every channel, calls that wait to be made among them.",
    )

    @api.depends("strategy_id", "grade_id", "risk_class", "company_id")
    def _compute_strategy_in_force_id(self):
        choice = self.env["credit.strategy.choice"]
        for accounts in self.grouped("company_id").values():
            for account, strategy in choice._choose(accounts).items():
                account.strategy_in_force_id = strategy

    @api.depends("reminder_ids.state")
    def _compute_reminder_count(self):
        domain = [("account_id", "in", self.ids), ("state", "in", TAKEN)]
        counts = dict(self.env["credit.reminder"]._read_group(domain, ["account_id"], ["__count"]))
        for account in self:
            account.reminder_count = counts.get(account, 0)

    def action_open_reminders(self):
        """What was sent to this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_reminder_action")
        return action | {"domain": [("account_id", "=", self.id), ("state", "in", TAKEN)]}
