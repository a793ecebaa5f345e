from odoo import models


class CreditLimit(models.Model):
    """Many proposals approved by selection, what holds beside what is proposed."""

    _inherit = "credit.limit"

    def action_approve_each(self):
        """Approve those the user may, each as it was shown, and say why the others are not."""
        proposed = self.filtered(lambda limit: limit.state == "proposed")
        return proposed._decide_each(self.env._("Approved: %d."), "action_approve")
