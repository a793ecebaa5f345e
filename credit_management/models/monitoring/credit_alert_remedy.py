from odoo import models


class CreditAlert(models.Model):
    """What is done about an alert, on the spot: each opens a form where somebody decides."""

    _inherit = "credit.alert"

    def action_propose_limit(self):
        """Open a proposal for another limit, that of today filled in."""
        self.ensure_one()
        account = self.account_id
        action = account.action_propose_limit()
        amount = account.effective_limit if account.limit_state == "limited" else 0.0
        return action | {
            "context": {
                **action["context"],
                "default_amount": amount,
                "default_reason": self.env._(
                    "Alert: %(alert)s, %(figure)s", alert=self._get_rule_name(), figure=self.finding_now
                ),
            }
        }

    def action_open_watch(self):
        """Ask for the reason of watching the customer."""
        return self._open_status("watch")

    def action_open_stop(self):
        """Ask for the reason of selling nothing more."""
        return self._open_status("stop")

    def _open_status(self, status):
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_status_change_action")
        reason = ", ".join(f"{alert._get_rule_name()}: {alert.finding_now}" for alert in self)
        return action | {
            "context": {
                "default_account_ids": self.account_id.ids,
                "default_status": status,
                "default_reason": reason,
            }
        }

    def action_review(self):
        """Go on with the review of the customer, or open one."""
        self.ensure_one()
        return self.account_id.action_review()

    def action_open_mail(self):
        """Write to the customer; the message stays on the credit account."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to the Customer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self.account_id._name,
                "default_res_ids": self.account_id.ids,
                "default_partner_ids": self.partner_id.ids,
                "default_composition_mode": "comment",
            },
        }
