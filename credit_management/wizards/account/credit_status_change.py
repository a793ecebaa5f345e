from odoo import fields, models

from ...models.account.credit_account import STATUSES


class CreditStatusChange(models.TransientModel):
    """Asks for the new status of accounts and for the reason."""

    _name = "credit.status.change"
    _description = "Change the Status of Credit Accounts"
    _inherit = ["credit.single"]

    account_ids = fields.Many2many(
        "credit.account", string="Accounts", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    status = fields.Selection(STATUSES, required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        if self._set_status():
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._("Proposed where it lets the customer do more: a second credit manager decides."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _set_status(self):
        """Change it where that holds at once.

        :return: whether all of them hold
        """
        return self.account_ids.action_set_status(self.status, self.reason)
