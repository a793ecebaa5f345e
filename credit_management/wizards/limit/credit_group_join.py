from odoo import api, fields, models
from odoo.exceptions import UserError


class CreditGroupJoin(models.TransientModel):
    """Proposes several customers as members of a group at once."""

    _name = "credit.group.join"
    _description = "Add Members to a Customer Group"
    _inherit = ["credit.finite", "credit.single"]

    group_id = fields.Many2one("credit.group", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="group_id.currency_id")
    account_ids = fields.Many2many("credit.account", string="Customers", required=True)
    has_cap = fields.Boolean(string="Capped", help="Whether each of them may owe a part of the shared limit only.")
    cap = fields.Monetary(help="The most each of them may owe, in the currency of its own company.")
    valid_from = fields.Date(
        compute="_compute_valid_from", store=True, readonly=False, required=True, help="Their first day in the group."
    )
    valid_to = fields.Date(help="Their last day in it. Empty for no end.")
    reason = fields.Text(required=True)

    @api.depends("group_id")
    def _compute_valid_from(self):
        for joining in self:
            joining.valid_from = (joining.group_id.company_id or self.env.company)._credit_today()

    def action_apply(self):
        """Propose them; who had a hand in it does not approve it."""
        self.ensure_one()
        if not self.account_ids:
            raise UserError(self.env._("Choose the customers that belong to %s.", self.group_id.display_name))
        self.env["credit.group.member"].create(
            [
                {
                    "group_id": self.group_id.id,
                    "account_id": account.id,
                    "has_cap": self.has_cap,
                    "cap": self.cap if self.has_cap else 0.0,
                    "valid_from": self.valid_from,
                    "valid_to": self.valid_to,
                    "reason": self.reason,
                }
                for account in self.account_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}
