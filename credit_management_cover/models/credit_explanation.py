from odoo import models

from odoo.addons.credit_management.models.common.day import count_days


class CreditExplanation(models.AbstractModel):
    """Rules that ask for cover, in words."""

    _inherit = "credit.explanation"

    def _condition_uncovered(self, rule):
        return self.env._("more than %s would be owed that no cover pays", self._amount_text(rule))

    def _finding_uncovered(self, observed, allowed):
        return self.env._(
            "%(amount)s would be owed that no cover pays; %(allowed)s is allowed.", amount=observed, allowed=allowed
        )

    def _condition_terms_beyond_cover(self, rule):
        return self.env._("the payment terms are longer than what is insured")

    def _finding_terms_beyond_cover(self, observed, allowed):
        if observed is None:
            return self.env._("No insurance would take the order.")
        if not observed:
            return self.env._("The payment terms are insured.")
        return self.env._(
            "The payment terms are %(days)s longer than what is insured; %(allowed)d are allowed.",
            days=count_days(self.env, observed),
            allowed=allowed,
        )

    def _condition_cover_ends(self, rule):
        if rule.days:
            return self.env._("the order falls due more than %s days after the cover ends", rule.days)
        return self.env._("the order falls due after the cover ends")

    def _finding_cover_ends(self, observed, allowed):
        if observed is None:
            return self.env._("No cover stands that would end.")
        if not observed:
            return self.env._("The cover stands until the order is due.")
        return self.env._(
            "The order falls due %(days)s after the cover ends; %(allowed)d are allowed.",
            days=count_days(self.env, observed),
            allowed=allowed,
        )
