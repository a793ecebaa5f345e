from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.credit_management.const import ADMINISTRATOR

OURS = "credit.reminder"


class MailTemplate(models.Model):
    """Templates of reminders: a job sends them in the company's name, with all it may read, so few people write them.

    Odoo lets every employee make templates, and change all of them where it is not set up otherwise.
    """

    _inherit = "mail.template"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'mail'
        templates = super().create(vals_list)
        templates._credit_check_author()
        return templates

    def write(self, vals):
        # EXTENDS 'mail'
        self._credit_check_author()
        done = super().write(vals)
        self._credit_check_author()
        return done

    def unlink(self):
        # EXTENDS 'mail'
        self._credit_check_author()
        return super().unlink()

    def update_field_translations(self, field_name, translations, source_lang=""):
        # EXTENDS 'base': translations are written beside write()
        if not self:
            return False
        self._credit_check_author()
        return super().update_field_translations(field_name, translations, source_lang)

    def _credit_check_author(self):
        if self.env.su or self.env.user.has_group(ADMINISTRATOR):
            return
        for template in self.sudo():  # whoever may read it
            if template.model == OURS:
                raise AccessError(
                    self.env._(
                        "“%(template)s” is sent to customers by reminder runs: ask a credit administrator to write it.",
                        template=template.name,
                    )
                )
