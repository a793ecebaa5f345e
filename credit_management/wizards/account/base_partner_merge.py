from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # EXTENDS 'base': its generic update deletes the accounts that would become duplicates, out of sight or not.
        accounts = self.env["credit.account"].sudo().search([("partner_id", "in", src_partners.ids)])
        accounts._move_to(dst_partner)
        self._align_credit_limit(src_partners, dst_partner)
        dst_partner._credit_keep_sellers_of(src_partners)
        # Two that resemble the same would be one pair twice: looked for anew below.
        self.env["credit.resemblance"].sudo().search([("partner_id", "in", src_partners.ids)]).unlink()
        self.env["credit.resemblance.key"]._forget(src_partners.ids)
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # EXTENDS 'base'
        done = super()._update_values(src_partners, dst_partner)
        # Values of the sources may have made the destination a contact or a customer of its own.
        dst_partner._move_credit_accounts()
        self.env["credit.resemblance"]._look(dst_partner)
        return done

    def _align_credit_limit(self, src_partners, dst_partner):
        """Give the sources the native limit of the destination, lest the merge bring theirs along."""
        # An account out of sight is merged, too.
        accounts = self.env["credit.account"].sudo().search([("partner_id", "=", dst_partner.commercial_partner_id.id)])
        for account in accounts:
            for company in account._branches():
                # The native field follows for everybody.
                limit = dst_partner.sudo().with_company(company).credit_limit
                src_partners.sudo().with_company(company).credit_limit = limit  # as above
