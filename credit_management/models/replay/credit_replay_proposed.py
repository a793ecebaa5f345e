from odoo import api, models

from ...core.assessment.paying_year import MONTH
from ...core.assessment.ready_scorecards import PURPOSES
from ...core.replay import proposal as core
from ...core.replay.outcome import last_known


class CreditReplayHistory(models.AbstractModel):
    """Limits and grades as today's scorecards would have proposed them, from review to review.

    By what the ledger showed on the evening before, and by the industry; cards, grades and accounts are read
    as the superuser, since the caller has asked who may see how customers are judged. Statements and surveys are
    left out: nothing says on which day of the past they were known.
    """

    _inherit = "credit.replay.history"

    @api.model
    def _standings_proposed(self, collected, policy):
        ledger = collected.history.ledger
        if not len(ledger.amount):
            return collected.history.standings
        grades = self._grades()
        days = core.month_begins(int(ledger.invoiced.min()), last_known(ledger))
        # Parameters of the policy chosen.
        assess_on = core.ByBehaviour(ledger, self._case_of(collected, policy.sudo(), grades))
        first_review = policy.sudo().first_review_months
        return core.proposed(days, ledger.customers, assess_on, grades, first_review=first_review)

    @api.model
    def _grades(self):
        grades = self.env["credit.grade"]._get_active()
        names = ("code", "score_min", "limit_factor", "risk_class", "review_interval", "id")
        return [core.Grade(*(grade[name] for name in names)) for grade in grades]

    @api.model
    def _case_of(self, collected, policy, grades):
        """The first card of each purpose, in force today, that is for a customer as it was known.

        See ``ByBehaviour``.
        """
        cards = self.env["credit.scorecard"]._get_in_force(collected.root)
        firsts, seconds = (cards.filtered(lambda card, one=one: card.purpose == one) for one in PURPOSES)
        parameters, bands = policy._to_core_limits(), self.env["credit.scorecard"]._grade_bands()
        cores = {card: card._to_core() for card in cards}
        cases = {
            (card, second): core.empty_case(
                cores[card], grades, parameters, card._to_core_caps(bands), cores.get(second)
            )
            for card in firsts
            for second in [*seconds, seconds.browse()]
        }
        accounts, risks = self._accounts(collected), self._risks(collected)
        existing = policy._to_core_existing()

        def case_of(customer, inputs):
            inputs |= risks[customer]
            # The turnover of the year stands for that of all years before.
            inputs["relationship"] = existing.kind(
                inputs["relationship_months"] * MONTH, inputs.get("paid_items", 0), inputs["purchases_12m"]
            )
            card, second = (
                next((card for card in some if card._fits(accounts[customer], inputs)), some.browse())
                for some in (firsts, seconds)
            )
            return cases[card, second] if card else None

        return case_of

    @api.model
    def _accounts(self, collected):
        """Of every customer the account; one that has none is as if it had just been opened."""
        accounts = self.env["credit.account"].sudo()  # a replay looks at all customers, its reader is checked
        ids = [collected.known[id_]["account_id"] for id_ in collected.customers]
        there = {account.id: account for account in accounts.browse(filter(None, ids))}
        return [
            there.get(account_id)
            or accounts.new({"partner_id": partner_id, "industry_id": collected.known[partner_id]["industry_id"]})
            for partner_id, account_id in zip(collected.customers, ids, strict=True)
        ]

    @api.model
    def _risks(self, collected):
        """Risk points of each customer's industry."""
        # Definitions.
        table = {risk.industry_id.id: risk.points for risk in self.env["credit.industry.risk"].sudo().search([])}
        industries = [collected.known[id_]["industry_id"] for id_ in collected.customers]
        return [{"industry_risk": table[one]} if one in table else {} for one in industries]
