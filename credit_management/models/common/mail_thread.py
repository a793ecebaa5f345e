from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    """Mails from outside reach a log as Odoo delivers them, not as a client pretends."""

    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        # EXTENDS 'mail': any user may hand in a mail as if it had just arrived
        logs = self.env["credit.log"]._credit_logs()
        if not any(route[0] in logs for route in routes or ()):
            return super()._message_route_process(message, message_dict, routes)
        if self.env.uid != SUPERUSER_ID and not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("%(user)s cannot hand in mails for credit decisions.", user=self.env.user.name)
            )
        by_mail = self.with_context(**self.env["credit.guard"]._credit_by_method().env.context)
        return super(MailThread, by_mail)._message_route_process(message, message_dict, routes)
