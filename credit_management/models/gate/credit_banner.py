from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_amount

from ...const import USER
from ...core.exposure.ratios import over
from ...core.limit.limits import LIMITED, NOT_ASSESSED


class CreditBanner(models.AbstractModel):
    """Banner above a document that is not firm yet: what the policy would say, and the way out."""

    _name = "credit.banner"
    _description = "Credit Check Shown on a Document"

    credit_banner = fields.Html(
        string="Credit Check",
        compute="_compute_credit_banner",
        sanitize=False,
        groups=USER,
    )
    credit_banner_level = fields.Selection(
        [("success", "Within the Limit"), ("info", "Notice"), ("warning", "Warning"), ("danger", "Would Be Held")],
        string="Credit Outlook",
        compute="_compute_credit_banner",
        groups=USER,
    )

    credit_not_assessed = fields.Boolean(string="Customer Not Assessed", compute="_compute_credit_banner", groups=USER)

    def _compute_credit_banner(self):
        raise NotImplementedError

    def _credit_show(self, decisions):
        """Fill the banners of these documents.

        :param decisions: ``{document: core.policy.policy.Decision}``; the others show nothing
        """
        for document in self:
            decision = decisions.get(document)
            document.credit_banner_level = decision and document._credit_level(decision)
            document.credit_banner = decision and document._credit_outlook(decision)
            document.credit_not_assessed = bool(decision) and decision.facts.limit.state == NOT_ASSESSED

    def _credit_level(self, decision):
        if decision.blocked:
            return "danger"
        warned = [finding.kind for finding in decision.findings]
        if warned:
            return "info" if set(warned) == {"not_assessed"} else "warning"
        facts = decision.facts
        if facts.limit.state != LIMITED:
            return False
        # More than the limit that no rule minds is still more than the limit.
        return "warning" if over(facts.exposure_after, facts.limit.amount) > 0 else "success"

    def _credit_outlook(self, decision):
        """“It would be held: … A payment would clear it. After this order 112 % of the limit …”: the verdict first."""
        explanation = self.env["credit.explanation"]
        currency = explanation._currency(self)
        facts = decision.facts
        use = ""
        if facts.limit.state == LIMITED and facts.limit.amount > 0:
            use = self._credit_share_text(facts, currency)
        elif facts.limit.state == LIMITED and facts.exposure_after > 0:
            excess = format_amount(self.env, over(facts.exposure_after, facts.limit.amount), currency)
            use = self.env._("It is over the limit by %(excess)s.", excess=excess)
        found = [explanation._finding(finding, currency) for finding in decision.findings]
        found += [explanation._way_out(decision, currency), explanation._let_off(facts, currency)]
        sentences = [self._credit_held_text(), *found, use] if decision.blocked else [use, *found]
        return Markup(" ").join(sentence for sentence in sentences if sentence)

    def _credit_held_text(self):
        """Whether it is stopped already, and whom a request for its release waits for."""
        document = self.sudo()  # read by whoever reads the document
        if document.credit_hold_state != "open":
            return self.env._("It would be held:")
        asked = document.credit_hold_id.asked_text
        return self.env._("It is on hold. %(asked)s", asked=asked) if asked else self.env._("It is on hold:")

    def _credit_share_text(self, facts, currency):
        """Sentence about the share of the limit that will be used."""
        raise NotImplementedError
