from odoo import api, models

from ...const import ANSWER_ACTIVITY, COLLECTOR


class CreditContact(models.Model):
    """A call is the last one of its case, and settles the call that a strategy asked for."""

    _inherit = "credit.contact"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit_management_collections'
        contacts = super().create(vals_list)
        contacts._settle_calls()
        contacts._settle_answers()
        self.env["credit.collection"]._look_at(contacts.account_id)
        return contacts

    def _settle_answers(self):
        """Close to-dos about mails of customers to whom somebody has spoken or written since."""
        spoken = self.filtered(
            lambda one: one.kind not in ("mail_in", "note") and one.outcome not in ("came_back", "not_reached")
        )
        spoken.account_id.sudo()._credit_close_activities(ANSWER_ACTIVITY)  # of colleagues, too

    def _settle_calls(self):
        """Take the levels of reminders by phone that wait for a call to these customers."""
        if not self.env.user.has_group(COLLECTOR):
            return
        for contact in self.filtered(lambda one: one.kind == "call"):
            waiting = self.env["credit.reminder"].search(
                [("account_id", "=", contact.account_id.id), ("state", "=", "waiting")]
            )
            if waiting and contact.outcome == "not_reached":
                waiting.action_not_reached()
            elif waiting:
                waiting.action_reached()
