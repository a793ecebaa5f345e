import numpy as np

from odoo import api, fields, models

from ...core.assessment.limit_cost import Cost, costs
from ...core.assessment.limit_proposal import ASKED, BEARS, MAXIMUM
from ..common.number import format_number


class CreditAssessment(models.Model):
    """Why this limit, and what it would have cost in good orders."""

    _inherit = "credit.assessment"

    limit_explanation = fields.Text(compute="_compute_limit_explanation")
    limit_cost_text = fields.Text(string="Good Orders over It", compute="_compute_limit_cost_text")

    @api.depends(
        "method_ids.amount", "proposed_limit", "proposed_grade_id", "limit_factor", "limit_weak", "limit_bound"
    )
    @api.depends_context("lang")
    def _compute_limit_explanation(self):
        for assessment in self:
            assessment.limit_explanation = " ".join(assessment._explain_limit())

    def _explain_limit(self):
        """One sentence after the other."""
        chosen = self.method_ids.filtered("chosen")
        if not chosen:
            yield self.env._("Nothing is known from which a limit could follow.")
            return
        methods = dict(self.method_ids._fields["method"]._description_selection(self.env))
        yield self.env._(
            "%(method)s gives %(amount)s.", method=methods[chosen.method], amount=self.currency_id.format(chosen.amount)
        )
        yield from self._explain_borne(chosen)
        if not self.has_proposed_limit:
            yield self.env._("There is no grade yet whose factor would apply.")
            return
        yield from self._explain_factor()
        if self.limit_bound == ASKED:
            yield self.env._("It is no more than was asked for.")
        elif self.limit_bound == MAXIMUM:
            yield self.env._("It is no more than the policy's maximum.")

    def _explain_borne(self, chosen):
        """The statement bears less than is proposed, which is for the approver to weigh."""
        borne = self.method_ids.filtered(lambda line: line.known and line.method in BEARS and line != chosen)
        least = min(borne.mapped("amount"), default=chosen.amount)
        if least < chosen.amount:
            yield self.env._(
                "By its statement the customer bears %(amount)s; that alone lowers no limit.",
                amount=self.currency_id.format(least),
            )

    def _explain_factor(self):
        grade = self.proposed_grade_id
        names = {
            "factor": format_number(self.env, self.limit_factor, most=4),
            "grade": grade.code,
            "limit": self.currency_id.format(self.proposed_limit),
        }
        if self.limit_weak and self.limit_factor < grade.limit_factor:
            yield self.env._(
                "Times %(factor)s, the most the policy lets where equity or working capital is below zero, rounded"
                " down: %(limit)s.",
                **names,
            )
        else:
            yield self.env._("Times %(factor)s for grade %(grade)s, rounded down: %(limit)s.", **names)

    # === COST === #

    @api.depends("account_id", "assessed_on", "limit_amount", "grade_id")
    @api.depends_context("lang")
    def _compute_limit_cost_text(self):
        found = self._limit_costs()
        for assessment in self:
            cost = found.get(assessment, Cost())
            assessment.limit_cost_text = assessment._tell_cost(cost) if cost.good else False

    def _limit_costs(self):
        """:return: ``{assessment: core.assessment.limit_cost.Cost}`` of its limit, as of the day of its inputs"""
        asked = self.filtered(lambda one: one.grade_id and one.assessed_on and one.account_id)
        # Who reads an assessment sees what follows from all that the customer owed and paid.
        accounts = asked.account_id._origin.sudo()
        if not accounts:
            return {}
        ledger, days = self.env["credit.behaviour"]._ledger(accounts), self.env["credit.behaviour"]._days
        found = {}
        for on, assessments in asked.grouped("assessed_on").items():
            day = np.full(len(accounts), days(accounts, on))
            places = {account.id: place for place, account in enumerate(accounts)}
            for assessment in assessments:
                limits = np.full(len(accounts), assessment.limit_amount)
                found[assessment] = costs(ledger, day, limits)[places[assessment.account_id._origin.id]]
        return found

    def _tell_cost(self, cost):
        return self.env._(
            "Of %(good)d good orders of the year before, %(over)d (%(share)s %%) would have been over this limit.",
            good=cost.good,
            over=cost.over,
            share=format_number(self.env, cost.share * 100, most=0),
        )
