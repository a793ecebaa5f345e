from odoo import models


class CreditPrint(models.AbstractModel):
    """Facts of a survey, alike on every document."""

    _inherit = "credit.print"

    def _check_text(self, fact):
        """Who says so, since when, and what a second source says; that none does is said, too."""
        parts = [self._label(fact, "source"), self._day(fact.date)]
        if fact.verification == "unverified":
            parts.append(self.env._("not confirmed by a second source"))
        else:
            parts.append(f"{self._label(fact, 'verification')}: {self._label(fact, 'second_source')}")
        if fact.verification == "contradicted":
            parts += [fact.second_says, fact.resolution]
        return ", ".join(filter(None, parts))
