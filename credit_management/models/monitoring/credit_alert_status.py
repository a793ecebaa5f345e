from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import MANAGER
from ..account.credit_account import STATUSES

# From where an alert may set which status: only ever to a stricter one. An account that nobody has
# assessed is held by the policy already, and watching it would let it pass.
STRICTER = {"watch": {"active"}, "stop": {"active", "watch", "not_assessed"}}


class CreditAlert(models.Model):
    """The status that a rule wants its alert to set, and the way back."""

    _inherit = "credit.alert"

    status_before = fields.Selection(STATUSES, readonly=True)
    status_set = fields.Selection(STATUSES, readonly=True)
    can_set_back = fields.Boolean(
        compute="_compute_can_set_back", help="Nobody has changed the status since this alert did."
    )

    @api.depends("account_id.status_alert_id", "status_set")
    @api.depends_context("uid")
    def _compute_can_set_back(self):
        is_manager = self.env.user.has_group(MANAGER)
        for alert in self:
            alert.can_set_back = is_manager and alert._status_stands()

    def _status_stands(self):
        self.ensure_one()
        # Analysts may close alerts of accounts that they may not write.
        return bool(self.status_set) and self.account_id.sudo().status_alert_id == self

    def _act_on_status(self):
        for alert in self.sudo():  # the rule says so, not the user
            wanted, account = alert.rule_id.act_status, alert.account_id
            if wanted and account.status in STRICTER[wanted]:
                vals = {"status_before": account.status, "status_set": wanted}
                if before := alert._set_by_alert_before():
                    vals["status_before"] = before
                alert._credit_by_method().write(vals)
                words = alert._words()
                reason = alert.env._("Alert “%(rule)s”: %(finding)s", rule=words["rule"], finding=words["finding"])
                account._credit_by_method().write(
                    {"status": wanted, "status_reason": reason, "status_alert_id": alert.id}
                )

    def _set_by_alert_before(self):
        """The status before this very alert, less severe then, set it."""
        return self.status_before if self._status_stands() else None

    def action_set_back(self):
        """Propose the status that the account had before the alert: a second credit manager agrees."""
        self.check_access("read")
        for alert in self:
            if not alert._status_stands():
                raise UserError(
                    self.env._(
                        "The status of %(customer)s has been changed since “%(alert)s”. Change it on the account.",
                        customer=alert.partner_id.display_name,
                        alert=alert._get_rule_name(),
                    )
                )
            reason = self.env._("Set back: alert “%(alert)s” was a false alarm", alert=alert._get_rule_name())
            alert.account_id.action_set_status(alert.status_before, reason)
        return True
