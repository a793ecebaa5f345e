from odoo import models

from ...const import MANAGER


class MailActivity(models.Model):
    """To-dos of a log are done, moved and removed by whose they are, by who made them by hand, and by managers."""

    _inherit = "mail.activity"

    def _check_access(self, operation):
        # EXTENDS 'mail'
        result = super()._check_access(operation)
        if not self or self.env.su or operation not in ("write", "unlink") or self.env.user.has_group(MANAGER):
            return result
        logs = self.env["credit.log"]._credit_logs()
        # What an activity belongs to decides, whoever may read that.
        others = self.sudo().filtered(lambda activity: activity.res_model in logs and not activity._credit_is_own())
        if not others:
            return result
        forbidden = self.browse(others.ids) | (result[0] if result else self.browse())
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _credit_is_own(self):
        """Whether it is the user's, or one the user has made by hand; those of a document are nobody's."""
        return self.env.user in (self.user_id, self.create_uid if not self.automated else None)
