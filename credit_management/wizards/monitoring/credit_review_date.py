from odoo import fields, models


class CreditReviewDate(models.TransientModel):
    """Asks for the day of the next review of accounts, and for the reason."""

    _name = "credit.review.date"
    _description = "Move the Next Review"
    _inherit = ["credit.single", "credit.finite"]

    account_ids = fields.Many2many(
        "credit.account", string="Customers", required=True, default=lambda self: self.env.context.get("active_ids")
    )
    next_review = fields.Date(required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        self.account_ids.action_set_next_review(self.next_review, self.reason)
