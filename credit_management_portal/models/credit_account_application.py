from odoo import fields, models

from odoo.addons.credit_management.const import ANALYST


class CreditAccount(models.Model):
    """Applications of an account."""

    _inherit = "credit.account"

    application_count = fields.Integer(
        string="Applications",
        compute="_compute_application_count",
        groups=ANALYST,
        help="Applications of the customer.",
    )

    def _compute_application_count(self):
        counts = self.env["credit.application"]._read_group(
            [("account_id", "in", self.ids)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.application_count = counts.get(account.id, 0)

    def action_open_applications(self):
        """Applications of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_portal.credit_application_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    def action_invite(self):
        """Ask whom to invite to apply."""
        self.ensure_one()
        return self.env["credit.application.invite"]._get_window(self.partner_id)
