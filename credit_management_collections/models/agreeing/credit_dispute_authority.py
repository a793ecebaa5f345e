from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from odoo.addons.credit_management.models.limit.credit_authority_lookup import RELEASE

from ...core import dispute as core
from .credit_dispute import RUNNING


class CreditDispute(models.Model):
    """Authority to confirm a dispute where the policy lets it off: it makes room for orders, as a release does."""

    _inherit = "credit.dispute"

    def _check_authority(self):
        """Refuse to let off more of a customer, with its other disputes that are confirmed, than one may release."""
        self.ensure_one()
        policy = self.env["credit.policy"].sudo()._get_in_force(self.company_id)  # collectors read no policies
        counting = policy._get_counting() if policy else core.Counting()
        if counting.how == core.FULLY:
            return
        needed = self._measure_let_off()
        if counting.how == core.OWN_LIMIT:
            needed = min(needed, counting.limit)
        authority = self.env["credit.authority"]._lookup(self.env.user, self.account_id, RELEASE)
        authority = authority[self.env.user, self.account_id]
        if authority is not None and authority.covers(needed):
            return
        currency = self.company_id.currency_id
        raise AccessError(
            self.env._(
                "The policy lets items in dispute off, and with this one that would be %(needed)s of %(partner)s:"
                " %(user)s may release up to %(allowed)s. Ask a person with more authority to confirm it.",
                user=self.env.user.name,
                needed=format_amount(self.env, needed, currency),
                partner=self.sudo().partner_id.display_name,  # the customer need not be in sight
                allowed=format_amount(self.env, authority.amount if authority else 0.0, currency),
            )
        )

    def _measure_let_off(self):
        """What is in dispute of the customer and confirmed, with this one, in the company's currency."""
        company = self.company_id.sudo()  # its rates, of whatever company the person works in
        domain = [("account_id", "=", self.account_id.id), ("state", "in", RUNNING), ("confirmed_by_id", "!=", False)]
        disputes = self.sudo().search(domain) | self.sudo()  # those out of sight are let off, too
        day = company._credit_today()
        return company.currency_id.round(
            sum(one.currency_id._convert(one.amount, company.currency_id, company, day) for one in disputes)
        )
