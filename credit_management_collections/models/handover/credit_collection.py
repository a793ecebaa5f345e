from odoo import api, models
from odoo.exceptions import UserError


class CreditCollection(models.Model):
    """A case of which somebody else has items is stopped, also where it is opened later."""

    _inherit = "credit.collection"

    def action_handover(self):
        """Draft a hand-over of what is overdue."""
        self.ensure_one()
        self._check_collector()
        return self.account_id.action_handover()

    def action_resume(self):
        # EXTENDS 'credit_management_collections'
        running = self.env["credit.handover"]._read_running(self.account_id)
        for handovers in running.values():
            raise UserError(
                self.env._(
                    "%(document)s runs: take it back first, then the customer is reminded again.",
                    document=handovers[:1].display_name,
                )
            )
        return super().action_resume()

    @api.model
    def _read_stops(self, accounts):
        # EXTENDS 'credit_management_collections'
        return super()._read_stops(accounts) | self.env["credit.handover"]._read_stops(accounts)
