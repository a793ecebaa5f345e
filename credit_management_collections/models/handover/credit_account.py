from odoo import api, fields, models

from ...const import COLLECTOR
from ...core import handover as core


class CreditAccount(models.Model):
    """What of the customer is with an agency or a lawyer."""

    _inherit = "credit.account"

    handover_ids = fields.One2many(
        "credit.handover", "account_id", string="Hand-Overs", readonly=True, groups=COLLECTOR
    )
    handover_count = fields.Integer(
        string="Number of Hand-Overs", compute="_compute_handover_count", groups=COLLECTOR, help="Of whatever state."
    )

    @api.depends("handover_ids")
    def _compute_handover_count(self):
        found = self.env["credit.handover"]._read_group([("account_id", "in", self.ids)], ["account_id"], ["__count"])
        counts = dict(found)
        for account in self:
            account.handover_count = counts.get(account, 0)

    def action_handover(self):
        """Draft a hand-over of what is overdue."""
        return self._draft("credit.handover")

    def action_open_handovers(self):
        """All hand-overs of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_handover_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    def _get_followed(self):
        # EXTENDS 'credit_management_collections'
        domain = [("account_id", "in", self.ids), ("state", "=", core.HANDED)]
        return super()._get_followed() | self.env["credit.handover"].search(domain).account_id

    def _follow(self):
        # EXTENDS 'credit_management_collections': before cases are looked at
        self.env["credit.handover"]._follow_of(self)
        return super()._follow()

    def _move_references(self, other):
        # EXTENDS 'credit_management'
        handovers = self.env["credit.handover"].sudo()  # a merge moves what its user cannot see, too
        waiting = handovers.search([("account_id", "=", other.id), ("state", "=", core.PROPOSED)])
        # What somebody was about to decide was about another customer.
        waiting._credit_by_method().write({"state": core.DRAFT})
        done = super()._move_references(other)
        handovers.search([("account_id", "=", self.id), ("state", "=", core.HANDED)])._stop_cases()
        return done
