from odoo import api, models

from ...const import ADMINISTRATOR, DRIFT_ACTIVITY


class CreditRiskReport(models.AbstractModel):
    """Who answers for the cards is told when customers have drifted away from them, and once."""

    _inherit = "credit.risk.report"

    @api.model
    def _tell_drift(self, roots):
        """A to-do on the card most customers stand on, for every administrator; closed when the drift is over.

        :param roots: all root companies: cards are shared
        """
        found = self.env["credit.calibration"]._of(roots)
        texts, drifting = {}, self.env["credit.scorecard"]
        for root, kept in found.items():
            # A card of the past whose version has been deleted asks nobody.
            card = drifting.browse(kept.found["cards"][:1] if kept else ()).exists()
            if card and self._drift_text(root, kept.found):
                drifting |= card
                texts.setdefault(card, []).append(root)
        self._close_drift(drifting)
        for card, companies in texts.items():
            self._ask_for_card(card, companies, found)

    @api.model
    def _close_drift(self, drifting):
        open_ones = self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", self.env.ref(DRIFT_ACTIVITY).id),
                ("res_model", "=", drifting._name),
                ("res_id", "not in", drifting.ids),
            ]
        )
        self.env["credit.scorecard"].browse(open_ones.mapped("res_id")).activity_unlink([DRIFT_ACTIVITY])

    @api.model
    def _ask_for_card(self, card, companies, found):
        told = card.activity_search([DRIFT_ACTIVITY]).user_id
        for user in self.env["res.users"]._credit_with_role(ADMINISTRATOR) - told:
            here = [root for root in companies if user._credit_working_for(root)]
            words = self.with_context(lang=user.lang)
            if here:
                texts = [words._drift_text(root, found[root].found) for root in here]
                card.activity_schedule(DRIFT_ACTIVITY, user_id=user.id, summary=texts[0], note=" ".join(texts[1:]))
