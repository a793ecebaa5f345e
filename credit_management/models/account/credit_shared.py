from odoo import api, models
from odoo.exceptions import AccessError

from ..common.credit_single import ensure_one


class CreditShared(models.AbstractModel):
    """Definitions that hold for one company, or for all of them where they name none.

    What all companies share is written only by who works in every one of them: an administrator of one company would
    decide for the others. A model without a company is shared as a whole.
    """

    _name = "credit.shared"
    _description = "Definitions Shared by Companies"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_may_share()
        return records

    def write(self, vals):
        self._check_may_share()
        done = super().write(vals)
        self._check_may_share()
        if "company_id" in vals:
            self.check_access("write")  # Odoo asks before only: nobody hands a definition to a company out of sight
        return done

    def unlink(self):
        self._check_may_share()
        return super().unlink()

    def update_field_translations(self, field_name, translations, source_lang=""):
        # EXTENDS 'base': translations are written beside write()
        ensure_one(self)
        self._check_may_share()
        return super().update_field_translations(field_name, translations, source_lang)

    def _get_shared(self):
        """Those that hold for every company."""
        return self.filtered(lambda record: not record.company_id) if "company_id" in self._fields else self

    def _check_may_share(self):
        if self.env.su or self.env.user._credit_administers_all():
            return
        if shared := self.sudo()._get_shared()[:1]:  # shared is what names no company, readable or not
            raise AccessError(
                self.env._(
                    "%(record)s (%(model)s) holds for all companies, and %(user)s does not work in all of them. Make"
                    " one for your company where that is possible, or ask an administrator of all companies.",
                    record=shared.display_name,
                    model=shared._description,
                    user=self.env.user.name,
                )
            )
