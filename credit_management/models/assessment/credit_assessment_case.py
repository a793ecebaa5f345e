from dataclasses import dataclass

from odoo import api, models

from ...core.assessment.assessment import Case
from ...core.assessment.ready_scorecards import SECOND


@dataclass(frozen=True, slots=True)
class Known:
    """A customer's case, None where no card is for it, and the records it was drawn from."""

    case: Case | None
    sources: dict


class CreditAssessment(models.Model):
    """Cases of customers today, ready to be scored; the number of queries does not depend on how many."""

    _inherit = "credit.assessment"

    @api.model
    def _cases(self, accounts, on):
        """
        :param accounts: of one company
        :return: ``{account: Known}``
        """
        accounts = accounts.sudo()  # a score reads everything of the account
        drawn, cards = self.env["credit.assessment.inputs"], self.env["credit.scorecard"].sudo()
        inputs = drawn._collect(accounts, on)
        sources = drawn._sources(accounts, on)
        bases = drawn._bases(accounts, inputs, on)
        chosen, second = cards._for(accounts, inputs, on), cards._for(accounts, inputs, on, SECOND)
        parameters = self.env["credit.policy"]._limit_parameters(accounts.company_id[:1])
        grades = self.env["credit.grade"]._get_active()
        factors, bands = {grade.code: grade.limit_factor for grade in grades}, tuple(grades._to_core())
        asked = cards.concat(*chosen.values(), *second.values())
        cores = {card: (card._to_core(), card._to_core_caps(bands)) for card in asked}
        found = {}
        for account in accounts:
            # Who assesses need not read cards.
            card, other = chosen[account].sudo(), second[account].sudo()
            case = None
            if card:
                core, caps = cores[card]
                beside = cores[other][0] if other else None
                case = Case(core, inputs[account], bands, caps, factors, bases[account], parameters, beside)
            kind = inputs[account].get("relationship")
            used = {"scorecard_id": card.id, "second_card_id": other.id if card else False, "relationship": kind}
            found[account] = Known(case, used | sources[account])
        return {account.with_env(self.env): known for account, known in found.items()}
