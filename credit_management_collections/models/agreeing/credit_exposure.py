from odoo import api, models


class CreditExposure(models.AbstractModel):
    """Past due items of a plan that was released as terms do not count as overdue, while it is kept."""

    _inherit = "credit.exposure"

    @api.model
    def _read_let_off(self, root, totals, view):
        # EXTENDS 'credit_management': one query more where something is overdue, and more where there is such a plan
        found = super()._read_let_off(root, totals, view)
        for partner_id, rows in self.env["credit.promise"]._read_terms(root, totals, view.today).items():
            found[partner_id] = [*found.get(partner_id, ()), *rows]
        return found
