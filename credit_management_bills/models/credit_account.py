from odoo import fields, models

from odoo.addons.credit_management.core.exposure.exposure import BILL


class CreditAccount(models.Model):
    """What of an account's exposure is in acceptance bills."""

    _inherit = "credit.account"

    amount_bill = fields.Monetary(
        string="Acceptance Bills",
        compute="_compute_figures",
        help="Received and not paid yet: commercial bills in full, bank bills by the share that counts of their bank."
        " What does not count of them is in clearing.",
    )

    def _set_figures(self, exposure):
        # EXTENDS 'credit_management'
        self.amount_bill = exposure.of(BILL)
        return super()._set_figures(exposure)

    def action_open_bills(self):
        """The bills received from this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_bills.account_payment_action_bills")
        entity = self.company_id
        return action | {
            "domain": [
                ("credit_bill_kind", "!=", False),
                ("partner_id.commercial_partner_id", "=", self.partner_id.id),
                ("company_id", "child_of", entity.id),
            ],
            "context": {},
        }
