from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...models.exposure.credit_account_send import STATEMENT_TEMPLATE

MOST = 100  # at once: each is a document of its own


class CreditStatementSend(models.TransientModel):
    """Shows to whom statements of account go, and who has no address, and sends them."""

    _name = "credit.statement.send"
    _description = "Send Statements of Account"
    _inherit = ["credit.finite", "credit.single"]

    account_ids = fields.Many2many("credit.account", string="Customers", readonly=True)
    line_ids = fields.One2many(
        "credit.statement.send.line", "send_id", compute="_compute_lines", compute_sudo=False, store=True
    )
    ready_count = fields.Integer(
        string="To Be Sent", compute="_compute_counts", help="Customers with an address to send to."
    )
    lacking_text = fields.Char(string="Without an Address", compute="_compute_counts")

    @api.depends("account_ids")
    def _compute_lines(self):
        for send in self:
            accounts = send.account_ids.sorted("partner_name")
            send.line_ids = [Command.clear(), *(Command.create({"account_id": account.id}) for account in accounts)]

    @api.depends("line_ids.email")
    @api.depends_context("lang")
    def _compute_counts(self):
        for send in self:
            lacking = send.line_ids.filtered(lambda line: not line.email)
            send.ready_count = len(send.line_ids) - len(lacking)
            send.lacking_text = lacking and self.env._(
                "Nothing is sent to who has no e-mail address: %(customers)s. Enter one on the customer first.",
                customers=", ".join(lacking.account_id.mapped("partner_name")),
            )

    @api.constrains("account_ids")
    def _check_accounts(self):
        for send in self:
            send.account_ids._check_may_send()
            if len(send.account_ids) > MOST:
                raise UserError(
                    self.env._(
                        "%(number)d statements are too many at once. Choose no more than %(most)d customers.",
                        number=len(send.account_ids),
                        most=MOST,
                    )
                )

    def action_send(self):
        """Send what can be sent; who has no address stays on the list."""
        self.ensure_one()
        accounts = self.line_ids.account_id
        accounts._check_may_send()
        ready = accounts.filtered(lambda account: account._get_statement_recipient().email)
        if not ready:
            raise UserError(self.env._("None of them has an e-mail address. Enter one on the customer first."))
        self.env.ref(STATEMENT_TEMPLATE).send_mail_batch(ready.ids)
        left = accounts - ready
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "sticky": bool(left),
                "message": self._get_sent_text(len(ready), left),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_sent_text(self, count, left):
        if not left:
            return self.env._("Statements on their way: %(count)d.", count=count)
        return self.env._(
            "Statements on their way: %(count)d. Not sent, for want of an address: %(customers)s.",
            count=count,
            customers=", ".join(left.mapped("partner_name")),
        )
