from odoo import api, models

# What Odoo's routes of messages take for who has no login: whoever has the link.
OF_LINK = {"hash", "pid", "token"}


class CreditAgreement(models.Model):
    """The log of an agreement is ours: the link signs, and neither reads messages nor writes any."""

    _inherit = "credit.agreement"

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        # EXTENDS 'portal'
        own = {name: value for name, value in kwargs.items() if name not in OF_LINK}
        return super()._get_thread_with_access(thread_id, **own)

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        # EXTENDS 'portal': mails about messages do not carry the link
        own = super(CreditAgreement, self.sudo())  # it is signed with the link, which nobody of us reads
        groups = own._notify_get_recipients_groups(message, model_description, msg_vals=msg_vals)
        return [group for group in groups if group[0] != "portal_customer"]
