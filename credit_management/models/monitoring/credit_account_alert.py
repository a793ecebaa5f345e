from odoo import api, fields, models

from ...const import ANALYST
from .credit_alert import OPEN


class CreditAccount(models.Model):
    """The alerts of an account, and the one that has set its status."""

    _inherit = "credit.account"

    alert_ids = fields.One2many("credit.alert", "account_id", string="Alerts", groups=ANALYST)
    alert_count = fields.Integer(string="Open Alerts", compute="_compute_alert_count", groups=ANALYST)
    status_alert_id = fields.Many2one(
        "credit.alert", readonly=True, copy=False, groups=ANALYST, index="btree_not_null", help="Has set the status."
    )

    @api.depends("alert_ids.state")
    def _compute_alert_count(self):
        counts = self.env["credit.alert"]._read_group(
            [("account_id", "in", self.ids), ("state", "in", OPEN)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.alert_count = counts.get(account.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "status_alert_id": False} for vals in vals_list])

    def write(self, vals):
        if not self._is_by_method():
            if "status_alert_id" in vals:
                self._refuse_fields({"status_alert_id"}, self.env._("Alerts set this. Change the status instead."))
            if "status" in vals:  # somebody has decided anew: no alert sets that back
                vals = {**vals, "status_alert_id": False}
        return super().write(vals)

    # === BUSINESS === #

    def _move_references(self, other):
        # Through the ORM, for the customer is stored on each. Of two alerts of one cause one goes on.
        alerts = self.env["credit.alert"].sudo()
        for alert in alerts.search([("account_id", "=", other.id)]):
            alert._make_room_at(self)
            alert._by_method().write({"account_id": self.id})
        # A merge moves what its user cannot see, too.
        self.env["credit.alert.met"].sudo().search([("account_id", "=", other.id)]).unlink()
        # The trend is that of the remaining customer: two cannot be added up for days on which only one is known.
        self.env["credit.snapshot"].sudo().search([("account_id", "=", other.id)]).unlink()
        return super()._move_references(other)

    # === ACTIONS === #

    def action_open_alerts(self):
        """The alerts of this account, the closed ones too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_alert_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"search_default_open": 1}}

    def action_open_trend(self):
        """How the figures of this account have developed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_snapshot_action")
        title = self.env._("Trend of %s", self.partner_id.display_name)
        domain = [("account_id", "=", self.id)]
        # Under the address of all snapshots a reload would show all.
        return action | {"display_name": title, "domain": domain, "path": False, "context": {"search_default_year": 1}}
