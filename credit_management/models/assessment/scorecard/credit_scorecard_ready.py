from odoo import SUPERUSER_ID, Command, api, models
from odoo.tools import LazyTranslate
from odoo.tools.misc import clean_context

from ....core.assessment.ready_scorecards import CARDS
from ....core.assessment.scorecard import IS

_lt = LazyTranslate(__name__, default_lang="en_US")
NAMES = {
    "small": _lt("Small Customer"),
    "construction": _lt("Construction"),
    "new": _lt("New Customer"),
    "existing": _lt("Existing Customer"),
    "serious": _lt("Serious Lateness"),
    "next_invoice": _lt("Will the Next Invoice Be Late?"),
}
# Names of judgements; every other criterion is called what its characteristic is.
JUDGEMENTS = {"management": _lt("Management"), "market_position": _lt("Market Position")}


class CreditScorecard(models.Model):
    """The cards the addon comes with, in force from the day it is installed."""

    _inherit = "credit.scorecard"

    @api.model
    def _create_ready_cards(self):
        """Create those for a purpose that no card has yet: all of them at first, later what another version brings.

        Where a person has made, published or withdrawn a card they come as drafts: what scores customers is theirs.
        """
        context = clean_context({**self.env.context, "lang": "en_US"})
        # Called while the addon is installed or updated; cards of every company count.
        cards = self.sudo().with_context(context)  # pylint: disable=context-overridden
        known = cards.search([("purpose", "!=", False)])
        as_begun = all(card._is_as_begun() for card in known)
        for ready in CARDS:
            if ready.purpose in known.mapped("purpose"):
                continue
            if ready.industry and not self._ready_industry(ready, raise_if_not_found=False):
                continue  # without its industry it would be for everybody
            card = cards.create(cards._prepare_ready_vals(ready))
            card._translate_ready(ready)
            if ready.published and as_begun:
                card._set_published()

    def _is_as_begun(self):
        """Whether nobody but the installation has made or decided anything on this card."""
        self.ensure_one()
        by_person = (self.create_uid | self.published_by).filtered(lambda user: user.id != SUPERUSER_ID)
        return not by_person and not self.ended_on

    @api.model
    def _ready_industry(self, ready, raise_if_not_found=True):
        return self.env.ref(f"base.res_partner_industry_{ready.industry}", raise_if_not_found=raise_if_not_found)

    @api.model
    def _prepare_ready_vals(self, ready):
        prepare = self.env["credit.scorecard.criterion"]._prepare_vals
        return {
            "name": NAMES[ready.code]._translate("en_US"),
            "sequence": ready.sequence,
            "purpose": ready.purpose,
            "relationship": ready.relationship,
            "amount_max": ready.amount_max,
            "industry_ids": [Command.link(self._ready_industry(ready).id)] if ready.industry else [],
            "coverage_min": ready.coverage_min,
            "criterion_ids": [
                Command.create(prepare(criterion) | {"sequence": 10 * place, "name": criterion.code})
                for place, criterion in enumerate(ready.criteria, 1)
            ],
            "knockout_ids": [Command.create(vals) for vals in self._prepare_ready_knockouts(ready)],
        }

    @api.model
    def _prepare_ready_knockouts(self, ready):
        for place, rule in enumerate(ready.card.knock_outs, 1):
            cap = self.env.ref(f"credit_management.credit_grade_{rule.cap.lower()}", raise_if_not_found=False)
            if cap:
                yield {
                    "sequence": 10 * place,
                    "characteristic": rule.characteristic,
                    "operator": rule.operator,
                    "grade_id": cap.id,
                    "answer" if rule.operator == IS else "value": rule.value,
                }

    def _translate_ready(self, ready):
        """Names in every language installed; they are no data with ids that Odoo would translate."""
        self.ensure_one()
        for code, _name in self.env["res.lang"].get_installed():
            card = self.with_context(lang=code)
            card.name = NAMES[ready.code]._translate(code)
            labels = card.env["credit.characteristic"]._characteristic_labels()
            labels |= {judged: name._translate(code) for judged, name in JUDGEMENTS.items()}
            for part in (*card.criterion_ids, *card.knockout_ids):
                part.name = labels[part.code if part._name == "credit.scorecard.criterion" else part.characteristic]
