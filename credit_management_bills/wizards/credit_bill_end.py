from odoo import api, fields, models

from ..core.bill import DISHONOURED, HONOURED


class CreditBillEnd(models.TransientModel):
    """Asks for the day on which a bill was honoured or dishonoured."""

    _name = "credit.bill.end"
    _description = "End a Bill"
    _inherit = ["credit.finite", "credit.single"]

    payment_id = fields.Many2one("account.payment", string="Receipt", required=True, readonly=True, ondelete="cascade")
    to = fields.Selection(
        [(HONOURED, "Honoured"), (DISHONOURED, "Dishonoured")], string="The Bill Was", required=True, readonly=True
    )
    day = fields.Date(string="On", compute="_compute_day", store=True, precompute=True, readonly=False, required=True)
    reason = fields.Char(help="As the bank has it: no funds, refused, insolvent.")

    @api.depends("payment_id")
    def _compute_day(self):
        for ending in self:
            ending.day = (ending.payment_id.company_id or self.env.company)._credit_today()

    def action_apply(self):
        self.ensure_one()
        if self.to == HONOURED:
            self.payment_id.action_credit_honour(self.day)
        else:
            self.payment_id.action_credit_dishonour(self.day, self.reason or "")
