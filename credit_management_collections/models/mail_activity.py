from odoo import models

from ..const import CALL_ACTIVITY, COLLECTOR


class MailActivity(models.Model):
    """To-dos of calls: who marks one as done has reached the customer."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        # EXTENDS 'mail': before, because the activity is archived there
        called = self._credit_get_called()
        done = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if waiting := called.filtered(lambda one: one.state == "waiting"):
            waiting.action_reached()
        return done

    def _credit_get_called(self):
        """The messages that wait for these calls; none of those that somebody does who collects nothing."""
        kind = self.env.ref(CALL_ACTIVITY, raise_if_not_found=False)
        account_ids = self.filtered(
            lambda one: one.res_model == "credit.account" and one.activity_type_id == kind
        ).mapped("res_id")
        messages = self.env["credit.reminder"]
        if not account_ids or not self.env.user.has_group(COLLECTOR):
            return messages
        return messages.search([("account_id", "in", account_ids), ("state", "=", "waiting")])
