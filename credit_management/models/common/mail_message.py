from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.tools import email_normalize

# Odoo's own writes of a person on a message: neither content nor origin.
PERSONAL = {"starred_partner_ids", "notification_ids", "pinned_at"}


class MailMessage(models.Model):
    """Messages of a log are never changed or removed, and nobody writes one in another's name."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'mail'. Messages are created with the rights of the system, whoever asks for them: the user counts.
        if self.env.uid == SUPERUSER_ID or self.env["credit.guard"]._credit_is_by_method():
            return super().create(vals_list)
        logs = self.env["credit.log"]._credit_logs()
        signed = [vals.get("model") in logs for vals in vals_list]
        for vals, logged in zip(vals_list, signed, strict=True):
            if logged:
                self._credit_sign(vals)
        messages = super().create(vals_list)
        for message, logged in zip(messages.sudo(), signed, strict=True):
            if message.model in logs and not logged:  # there by a default that a client has sent or stored
                self.env["credit.log"]._refuse_change_of_log()
        return messages

    def write(self, vals):
        # EXTENDS 'mail'
        if not self.env.su and not vals.keys() <= PERSONAL:
            logs = self.env["credit.log"]._credit_logs()
            if vals.get("model") in logs or self._credit_logged():
                self.env["credit.log"]._refuse_change_of_log()
        return super().write(vals)

    def unlink(self):
        # EXTENDS 'mail'
        if not self.env.su and self._credit_logged():
            self.env["credit.log"]._refuse_change_of_log()
        return super().unlink()

    def _credit_logged(self):
        """Those of them that are in a log."""
        logs = self.env["credit.log"]._credit_logs()
        # What a message belongs to decides, whoever may read that.
        return self.sudo().filtered(lambda message: message.model in logs)

    @api.model
    def _credit_sign(self, vals):
        """Have the user stand as the author, now, of what is no more than words."""
        user = self.env.user
        own = user.partner_id
        names = {email_normalize(address or "") for address in (user.email, own.email)}
        addressed = email_normalize(vals.get("email_from") or "")
        if (vals.get("author_id") or own.id) != own.id or (addressed and addressed not in names):
            raise AccessError(
                self.env._("%(user)s cannot write in another's name in the log of credit decisions.", user=user.name)
            )
        if vals.get("tracking_value_ids"):
            self.env["credit.log"]._refuse_change_of_log()
        vals["author_id"] = own.id
        vals["email_from"] = own.email_formatted
        for name in ("date", "create_date", "create_uid", "author_guest_id"):
            vals.pop(name, None)
