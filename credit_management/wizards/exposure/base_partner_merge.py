from odoo import api, models

from ...const import ANALYST


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # EXTENDS 'base': what is merged away leaves its accounts, debts and contacts to another customer.
        if not self.env.su and not self.env.user.has_group(ANALYST):
            entities = src_partners._credit_entities()
            # Contacts and accounts out of sight count, too.
            src_partners.sudo().concat(*entities)._credit_refuse_move(src_partners._credit_statuses(entities))
        return super()._update_foreign_keys(src_partners, dst_partner)
