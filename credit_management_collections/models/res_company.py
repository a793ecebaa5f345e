from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """The strategy of customers for whom nothing else is said."""

    _inherit = "res.company"

    credit_strategy_id = fields.Many2one(
        "credit.strategy",
        string="Usual Reminder Strategy",
        groups=INTERNAL,
        domain="[('company_id', 'in', (False, id))]",
        ondelete="restrict",
        help="Customers follow it where neither their account, grade nor risk class names another. Empty: nobody else"
        " is reminded.",
    )
    credit_reminder_user_id = fields.Many2one(
        "res.users",
        string="Sends Automatically",
        groups=INTERNAL,
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        ondelete="set null",
        help="The person in whose name, and with whose rights, the daily job sends the messages of strategies that send"
        " automatically. Empty: nothing is sent before somebody says so.",
    )
    credit_reminded_on = fields.Date(
        string="Sent Automatically on", groups=INTERNAL, readonly=True, copy=False, help="The last day it was done."
    )

    def _credit_sends_today(self):
        """Whether messages are to be sent automatically and have not been today; once the daily job is over."""
        self.ensure_one()
        today = self._credit_today()
        if not self.credit_reminder_user_id or self.credit_reminded_on == today:
            return False
        if self.env["credit.job.run"]._last_day(self) != today:
            return False
        return not self.env["credit.reminder.run"]._get_automatic_problem(self)
