from odoo import api, fields, models


class CreditAgreementEnd(models.TransientModel):
    """Asks for the last day of an agreement and why it ends."""

    _name = "credit.agreement.end"
    _description = "End a Credit Agreement"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "agreement_id"

    agreement_id = fields.Many2one("credit.agreement", required=True, readonly=True, ondelete="cascade")
    last_day = fields.Date(compute="_compute_last_day", store=True, readonly=False, required=True)
    reason = fields.Text(required=True)

    @api.depends("agreement_id")
    def _compute_last_day(self):
        """As late as notice asks for, and no later than agreed."""
        for ending in self:
            agreement = ending.agreement_id
            today = (agreement.company_id or self.env.company)._credit_today()
            noticed = fields.Date.add(today, days=agreement.notice_days)
            ending.last_day = min(noticed, agreement.valid_to) if agreement.valid_to else noticed

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_end(self.last_day, self.reason)
        return {"type": "ir.actions.act_window_close"}
