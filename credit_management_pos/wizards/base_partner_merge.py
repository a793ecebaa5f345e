from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo merges contacts by SQL, which no ticket notices."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # EXTENDS 'base': what a ticket owes is the other customer's now
        tickets = src_partners._credit_unbooked_tickets()
        done = super()._update_foreign_keys(src_partners, dst_partner)
        tickets._credit_touch()
        return done
