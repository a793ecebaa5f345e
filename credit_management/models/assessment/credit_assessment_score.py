from dataclasses import replace

from odoo import Command, api, models

from ...core.assessment.assessment import assess, freeze, thaw
from ...core.assessment.characteristics import is_judgement
from ...core.assessment.limit_proposal import propose


class CreditAssessment(models.Model):
    """Inputs are collected and written down, core scores them, the result is shown."""

    _inherit = "credit.assessment"

    # === COLLECT === #

    def _collect_inputs(self):
        """Draw fresh inputs and score them; what has been judged so far stays."""
        for company, assessments in self.grouped("company_id").items():
            today = company._credit_today()
            cases = self._cases(assessments.account_id, today)
            for assessment in assessments:
                known = cases[assessment.account_id]
                status = assessment.account_id.sudo().status  # an assessment reads everything of its account
                assessment._credit_by_method().write({"assessed_on": today, "status_drawn": status, **known.sources})
                assessment._score(assessment._with_judgements(known.case) if known.case else None)

    def _score(self, case):
        """Write down a case and what follows from it; without one, that no card is for this customer."""
        self.ensure_one()
        if case is None:
            self._credit_by_method().write({"frozen": False, "scored": False})
            return
        result = assess(case)
        # The rows are those of the card and of the methods: nobody may write them by hand, hence sudo.
        self.sudo()._credit_by_method().write({"frozen": freeze(case), **self._prepare_result(result)})

    def _rescore(self):
        """After a judgement: the inputs stay as they were drawn."""
        for assessment in self.filtered("frozen"):
            assessment._score(assessment._with_judgements(thaw(assessment.frozen)))

    def _with_judgements(self, case):
        judged = {line.characteristic: line.judged for line in self.line_ids if line.is_judgement and line.reason}
        drawn = {code: value for code, value in case.inputs.items() if not is_judgement(code)}
        return replace(case, inputs=drawn | judged)

    def _recompute_frozen(self):
        """The result again, from what was written down.

        :rtype: core.assessment.assessment.Result
        """
        self.ensure_one()
        return assess(thaw(self.frozen))

    # === RECORD === #

    def _prepare_result(self, result):
        """Values shown of a result. Whatever the analyst has not changed follows it."""
        grades = {grade.code: grade for grade in self.env["credit.grade"]._get_active()}
        grade, of_score = grades.get(result.grade), grades.get(result.grade_of_score)
        proposal = result.proposal
        proposed = self._values_of(grade) if grade else dict.fromkeys(self._terms(), False)
        proposed |= {"grade_id": grade.id if grade else False, "limit_amount": proposal.amount or 0.0}
        untouched = not self.proposed_grade_id or not self._differences()
        return {
            "scored": result.score.value is not None,
            "score": result.score.value or 0.0,
            "coverage": result.score.coverage,
            "grade_of_score_id": of_score.id if of_score else False,
            **self._prepare_second(result, grades),
            "knockouts": "\n".join(self._knockout_texts(result)) or False,
            "has_proposed_limit": proposal.amount is not None,
            "proposed_limit": proposal.amount or 0.0,
            "limit_factor": proposal.factor or 0.0,
            "limit_weak": proposal.weak,
            "limit_bound": proposal.bound or False,
            **{f"proposed_{name}": value for name, value in proposed.items() if name != "limit_amount"},
            **(proposed if untouched else {}),
            "line_ids": self._prepare_lines(result),
            "method_ids": self._prepare_methods(proposal),
        }

    @api.model
    def _prepare_second(self, result, grades):
        """Score and grade of the second card; nothing where none is for the customer, or too little is known."""
        second, grade = result.second, grades.get(result.grade_of_second)
        known = second is not None and second.value is not None
        return {
            "second_scored": known,
            "second_score": second.value if known else 0.0,
            "second_grade_id": grade.id if grade else False,
        }

    @api.model
    def _terms(self):
        return ["payment_term_id", "late_interest_rate", "pricelist_id"]

    def _values_of(self, grade):
        """Limit and terms that go with a grade; a grade without terms leaves those of the customer."""
        case = thaw(self.frozen) if self.frozen else None
        amount = propose(case.basis, case.parameters, grade.limit_factor).amount if case else None
        account = self.account_id
        values = {
            "payment_term_id": (grade.payment_term_id or account.payment_term_id).id,
            "late_interest_rate": grade.late_interest_rate,
            "pricelist_id": grade.pricelist_id.id,
        }
        return values if amount is None else values | {"limit_amount": amount}

    def _knockout_texts(self, result):
        # Who reads an assessment need not read its card.
        rules = {str(rule.id): rule for rule in self._get_card().knockout_ids}
        for met in result.score.knocked_out:
            rule = rules[met.code]
            yield self.env._("%(rule)s: no better than %(grade)s.", rule=rule.name, grade=rule.grade_id.code)

    def _prepare_lines(self, result):
        """One line a criterion; those that ask for a judgement are kept, with what has been judged."""
        judged = {line.code: line for line in self.line_ids if line.is_judgement}
        commands = []
        for vals in self._get_card()._prepare_score_lines(result.score):
            if kept := judged.pop(vals["code"], None):
                commands.append(Command.update(kept.id, vals))
            else:
                commands.append(Command.create(vals))
        stale = self.line_ids.filtered(lambda line: not line.is_judgement)
        stale |= stale.concat(*judged.values())
        return [Command.delete(line.id) for line in stale] + commands

    def _prepare_methods(self, proposal):
        return [Command.clear()] + [
            Command.create(
                {
                    "sequence": place,
                    "method": figure.method,
                    "known": figure.amount is not None,
                    "basis": figure.basis or 0.0,
                    "amount": figure.amount or 0.0,
                    "chosen": figure.method == proposal.chosen,
                    "bound": figure.method == proposal.bound,
                }
            )
            for place, figure in enumerate(proposal.figures)
        ]
