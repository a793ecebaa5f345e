from dataclasses import dataclass

from odoo import api, models

from ...core.assessment.assessment import Case


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
        chosen = cards._for(accounts, inputs, on)
        parameters = self.env["credit.policy"]._limit_parameters(accounts.company_id[:1])
        grades = self.env["credit.grade"]._get_active()
        factors, bands = {grade.code: grade.limit_factor for grade in grades}, tuple(grades._to_core())
        cores = {card: (card._to_core(), card._to_core_caps(bands)) for card in cards.concat(*chosen.values())}
        found = {}
        for account in accounts:
            card = chosen[account].sudo()  # who assesses need not read cards
            case = None
            if card:
                core, caps = cores[card]
                case = Case(core, inputs[account], bands, caps, factors, bases[account], parameters)
            kind = inputs[account].get("relationship")
            found[account] = Known(case, {"scorecard_id": card.id, "relationship": kind, **sources[account]})
        return {account.with_env(self.env): known for account, known in found.items()}
