from odoo import fields, models


class CreditApplicationCustomer(models.TransientModel):
    """Asks which customer an application is of: one that we have, or a new one."""

    _name = "credit.application.customer"
    _description = "Customer of a Credit Application"
    _inherit = ["credit.single"]

    application_id = fields.Many2one("credit.application", required=True, readonly=True, ondelete="cascade")
    # Not as the system: only customers that the user sees are named, of applications that the user reads.
    similar_html = fields.Html(related="application_id.similar_html", related_sudo=False, string="Similar Customers")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        help="The one that has most in common stands here; choose another one, or create a new one.",
    )

    def action_this_is(self):
        self.ensure_one()
        self.application_id.action_this_is(self.partner_id.id)
        return {"type": "ir.actions.act_window_close"}

    def action_create_customer(self):
        self.ensure_one()
        self.application_id.action_create_customer()
        return {"type": "ir.actions.act_window_close"}
