from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo merges contacts by SQL, which makes addresses a customer's and says nowhere by whom."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # EXTENDS 'base'
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)  # in sight or not, all are moved
        moved = everybody.search([("id", "child_of", src_partners.ids)]) - src_partners
        done = super()._update_foreign_keys(src_partners, dst_partner)
        (moved | dst_partner).exists()._credit_note_address()
        return done
