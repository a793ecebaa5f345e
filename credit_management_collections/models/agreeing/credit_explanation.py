from odoo import models

from odoo.addons.credit_management.models.common.day import count_days


class CreditExplanation(models.AbstractModel):
    """Rules that ask for promises, in words."""

    _inherit = "credit.explanation"

    def _condition_broken_promise(self, rule):
        if rule.days:
            return self.env._(
                "the last %(count)d promises to pay were not kept, the last one within %(days)s, and money is missing",
                count=max(rule.count, 1),
                days=count_days(self.env, rule.days),
            )
        return self.env._(
            "the last %(count)d promises to pay were not kept, and money is missing", count=max(rule.count, 1)
        )

    def _finding_broken_promise(self, observed, allowed):
        if not observed:
            return self.env._("No promise to pay was broken of late.")
        return self.env._("Promises to pay not kept in a row: %s.", observed)
