from odoo import api, fields, models


class CreditApplicationReply(models.TransientModel):
    """Asks for the words that the customer is to read: a question, or why there is no credit."""

    _name = "credit.application.reply"
    _description = "Reply to a Credit Application"
    _inherit = ["credit.single"]

    application_id = fields.Many2one("credit.application", required=True, readonly=True, ondelete="cascade")
    purpose = fields.Selection([("ask", "Ask"), ("decline", "Refuse")], required=True, readonly=True)
    reason_id = fields.Many2one(
        "credit.customer.reason",
        ondelete="cascade",
        domain="[('kind', '=', 'declined')]",
        help="Fills in its text, in the language of the applicant; you may change it.",
    )
    text = fields.Text(
        string="To the Customer",
        compute="_compute_text",
        store=True,
        readonly=False,
        required=True,
        help="The customer reads this as it stands here: no scores, no grades, nothing about others.",
    )

    @api.depends("reason_id")
    def _compute_text(self):
        for reply in self:
            reply.text = reply.reason_id._get_text(reply.application_id.lang) or reply.text

    def action_apply(self):
        self.ensure_one()
        if self.purpose == "ask":
            self.application_id.action_ask(self.text)
        else:
            self.application_id.action_decline(self.text)
        return {"type": "ir.actions.act_window_close"}
