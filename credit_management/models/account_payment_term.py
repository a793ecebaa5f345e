from odoo import api, models, tools

from ..core.policy import Terms


class AccountPaymentTerm(models.Model):
    _inherit = "account.payment.term"

    # === CRUD === #

    def write(self, vals):
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    # === BUSINESS === #

    @api.model
    @tools.ormcache("term_id", "on")
    def _credit_terms(self, term_id, on):
        """What a payment term grants to an order of a day; no term is payment at once.

        :rtype: core.policy.Terms
        """
        term = self.sudo().browse(term_id)
        due = [line._get_due_date(on) for line in term.line_ids]
        days = max(((day - on).days for day in due), default=0)
        if not term.early_discount:
            return Terms(days)
        return Terms(days, term.discount_percentage, term.discount_days)


class AccountPaymentTermLine(models.Model):
    _inherit = "account.payment.term.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        self.env.registry.clear_cache()
        return lines

    def write(self, vals):
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done
