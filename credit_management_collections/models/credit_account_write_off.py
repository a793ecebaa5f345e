from odoo import api, fields, models

from ..const import ACCOUNTANT, COLLECTOR

READERS = f"{COLLECTOR},{ACCOUNTANT}"


class CreditAccount(models.Model):
    """What was written off of one customer, and asking for more."""

    _inherit = "credit.account"

    write_off_ids = fields.One2many(
        "credit.write.off", "account_id", string="Write-Offs", readonly=True, groups=READERS
    )
    write_off_count = fields.Integer(
        string="Number of Write-Offs", compute="_compute_write_off_count", groups=READERS, help="Of whatever state."
    )

    @api.depends("write_off_ids")
    def _compute_write_off_count(self):
        counts = dict(
            self.env["credit.write.off"]._read_group([("account_id", "in", self.ids)], ["account_id"], ["__count"])
        )
        for account in self:
            account.write_off_count = counts.get(account, 0)

    def action_open_write_offs(self):
        """The write-offs of this customer; a new one begins with what is overdue."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_write_off_action")
        return action | {
            "domain": [("account_id", "=", self.id)],
            "context": {"default_account_id": self.id},
        }

    def _find_overdue_items(self):
        """The receivables of this customer that are due and open; all that are open where none is due."""
        self.ensure_one()
        items = (
            self.env["account.move.line"]
            .search(
                [
                    ("account_type", "=", "asset_receivable"),
                    ("parent_state", "=", "posted"),
                    ("amount_residual", ">", 0),
                    ("balance", ">", 0),
                    ("partner_id", "child_of", self.partner_id.id),
                    ("company_id", "in", self.company_id._credit_family().ids),
                ],
                order="date_maturity, id",
            )
            .filtered(lambda item: item.partner_id.commercial_partner_id == self.partner_id)
        )
        today = self.company_id._credit_today()
        return items.filtered(lambda item: item.date_maturity and item.date_maturity < today) or items
