from odoo import api, fields, models

# The account of the settings for what comes in after it was written off.
RECOVERED = "credit_recovery_account_id"


class CreditWriteOffRecovery(models.Model):
    """What a customer has paid after it was written off. Booked by a method, written by nobody."""

    _name = "credit.write.off.recovery"
    _description = "Recovery of a Write-Off"
    _inherit = ["credit.single"]
    _order = "day desc, id desc"

    write_off_id = fields.Many2one("credit.write.off", required=True, readonly=True, ondelete="restrict", index=True)
    currency_id = fields.Many2one(related="write_off_id.currency_id")
    day = fields.Date(required=True, readonly=True)
    amount = fields.Monetary(readonly=True, help="In the company's currency, as the receipt stands in the books.")
    move_id = fields.Many2one("account.move", string="Entry", readonly=True, ondelete="restrict", index=True)
    user_id = fields.Many2one("res.users", string="Booked by", readonly=True)

    @api.depends("write_off_id")
    def _compute_display_name(self):
        for recovery in self:
            recovery.display_name = recovery.sudo().write_off_id.display_name  # its number is no secret
