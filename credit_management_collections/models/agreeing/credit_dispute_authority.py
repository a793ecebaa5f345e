from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.credit_management.const import ANALYST

from ...const import DISPUTE_ACTIVITY
from ...core import dispute as core


class CreditDispute(models.Model):
    """Who may confirm how much: what is let off is room for orders, so the authority is that of releasing them."""

    _inherit = "credit.dispute"

    reminded_on = fields.Date(readonly=True, copy=False, help="When the one responsible was reminded of the answer.")

    def _measure_let_off(self):
        """What of the customer would be let off together with this one; nothing where disputes let nothing off."""
        self.ensure_one()
        if not self.account_id._get_dispute_countings():
            return 0.0
        return self.account_id._measure_let_off(self)

    def _check_authority(self):
        """Refuse to confirm more than the user may release orders for; somebody with more authority does."""
        for dispute in self:
            needed = dispute._measure_let_off()
            if not needed:
                continue
            authority = dispute._find_release_authority(ANALYST)
            if authority is None or not authority.covers(needed):
                raise AccessError(dispute._get_authority_text(needed, authority))

    def _get_authority_text(self, needed, authority):
        values = self._describe_authority(needed, authority)
        if values["people"]:
            return self.env._(
                "%(user)s may confirm up to %(allowed)s of a customer, as much as orders are released for; with"
                " %(document)s it would be %(needed)s. %(people)s may.",
                **values,
            )
        return self.env._(
            "%(user)s may confirm up to %(allowed)s of a customer, as much as orders are released for; with"
            " %(document)s it would be %(needed)s. Nobody else may: ask an administrator to grant it.",
            **values,
        )

    # === ANSWERED, AND NOT CLOSED === #

    @api.model
    def _remind_answered(self, accounts):
        """A to-do for who is responsible where an answer is due and the dispute goes on: once for each answer."""
        domain = [("account_id", "in", accounts.ids), ("state", "=", core.ANSWERED), ("reminded_on", "=", False)]
        for dispute in self.search([*domain, ("due", "!=", False)]):
            today, user = dispute.company_id._credit_today(), dispute.responsible_id
            if dispute.due > today or not user:
                continue
            words = dispute.with_context(lang=user.lang)
            dispute._credit_by_method().write({"reminded_on": today})
            dispute.activity_schedule(
                DISPUTE_ACTIVITY,
                date_deadline=today,
                user_id=user.id,
                summary=words.env._("Answered, and not settled yet: %s", words.display_name),
            )
