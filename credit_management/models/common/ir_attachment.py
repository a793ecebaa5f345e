from odoo import models
from odoo.exceptions import AccessError

from ...const import MANAGER


class IrAttachment(models.Model):
    """Files of a log: what a message or a document shows stays; the rest is removed by who added it."""

    _inherit = "ir.attachment"

    def write(self, vals):
        # EXTENDS 'base'
        if not self.env.su:
            self._credit_check_log()
        return super().write(vals)

    def unlink(self):
        # EXTENDS 'base'
        if not self.env.su:
            self._credit_check_log()
        return super().unlink()

    def _delete_and_notify(self, message=None):
        # EXTENDS 'mail': the web client deletes by it, with the rights of the system
        self._credit_check_log()
        return super()._delete_and_notify(message)

    def _credit_check_log(self):
        logs = self.env["credit.log"]._credit_logs()
        # Where files hang decides, whoever may read that.
        files = self.sudo().filtered(lambda file: file.res_model in logs)
        # As above.
        shown = self.env["mail.message"].sudo().search([("attachment_ids", "in", self.ids), ("model", "in", logs)])
        if not files and not shown:
            return
        if shown or files.filtered("res_field"):
            self.env["credit.log"]._refuse_change_of_log()
        others = files.filtered(lambda file: file.create_uid != self.env.user)
        if others and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(user)s cannot change or remove %(file)s, which %(author)s added. Ask them, or a credit manager.",
                    user=self.env.user.name,
                    file=others[0].name,
                    author=others[0].create_uid.name,
                )
            )
