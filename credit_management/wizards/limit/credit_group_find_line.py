from odoo import api, fields, models


class CreditGroupFindLine(models.TransientModel):
    """Customers that seem to belong together."""

    _name = "credit.group.find.line"
    _description = "Proposed Customer Group"
    _inherit = ["credit.single"]

    find_id = fields.Many2one("credit.group.find", required=True, ondelete="cascade", index=True)
    account_ids = fields.Many2many("credit.account", string="Customers")
    lead_id = fields.Many2one("credit.account", string="Lead Customer")
    grounds = fields.Char(string="Why", help="What these customers have in common.")
    names = fields.Char(string="Members", compute="_compute_names")

    @api.depends("account_ids")
    def _compute_names(self):
        for line in self:
            line.names = ", ".join(line.account_ids.mapped("partner_name"))

    def action_create_group(self):
        """Make a group of them: its members are proposed, and a second person decides."""
        self.ensure_one()
        group = self.env["credit.group"].create({"name": self.lead_id.partner_name, "lead_id": self.lead_id.id})
        self.env["credit.group.member"].create(
            [
                {
                    "group_id": group.id,
                    "account_id": account.id,
                    "reason": self.grounds,
                    "valid_from": group.company_id._credit_today(),
                }
                for account in self.account_ids
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "credit.group",
            "res_id": group.id,
            "view_mode": "form",
        }
