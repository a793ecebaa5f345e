from odoo import api, fields, models

from ....core.assessment.characteristics import misfits
from ....core.assessment.scorecard import WHOLE, faults
from ...common.number import format_number


class CreditScorecard(models.Model):
    """Faults that keep a card from being published, in sentences that name criterion, field and fix."""

    _inherit = "credit.scorecard"

    fault_text = fields.Text(string="Before It Can Be Published", compute="_compute_fault_text")

    @api.depends(
        "name", "state", "criterion_ids.name", "criterion_ids.code", "criterion_ids.characteristic",
        "criterion_ids.weight", "criterion_ids.missing", "criterion_ids.missing_points", "criterion_ids.bin_ids.below",
        "criterion_ids.bin_ids.lower", "criterion_ids.bin_ids.answer", "criterion_ids.bin_ids.points",
        "knockout_ids.characteristic", "knockout_ids.operator", "knockout_ids.answer", "knockout_ids.name",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_fault_text(self):
        for card in self:
            card.fault_text = "\n".join(card._fault_sentences()) if card.state == "draft" else False

    def _fault_sentences(self):
        self.ensure_one()
        core = self._to_core()
        found = faults(core)
        # An unknown characteristic has no answers to compare with.
        return [getattr(self, f"_fault_{fault.reason}")(fault) for fault in (*found, *misfits(core))]

    def _named(self, fault):
        """The name of the criterion a fault is about, and its value as its reader writes it."""
        named = self.criterion_ids.filtered(lambda criterion: (criterion.code or "") == fault.code)[:1]
        value = fault.value
        if isinstance(value, (int, float)) and named:
            value = self.env["credit.characteristic"]._value_text(named.characteristic, value)
        return {"criterion": named.name or fault.code, "value": value}

    def _out(self, fault):
        return self.knockout_ids.filtered(lambda rule: str(rule.id) == fault.code).name or ""

    def _answers_of(self, part):
        words = self.env["credit.characteristic"]
        return ", ".join(f"“{words._answer_text(answer)}”" for answer in part._answers())

    # === SENTENCES === #

    def _fault_weights(self, fault):
        if not self.criterion_ids:
            return self.env._("%(card)s has no criteria. Add them under “Criteria”.", card=self.display_name)
        names = {
            "card": self.display_name,
            "total": format_number(self.env, fault.value),
            "rest": format_number(self.env, abs(WHOLE - fault.value)),
        }
        if fault.value < WHOLE:
            return self.env._(
                "The weights of %(card)s add up to %(total)s %%, and have to be 100 %%: raise “Weight (%%)” of its"
                " criteria by %(rest)s %% in all.",
                **names,
            )
        return self.env._(
            "The weights of %(card)s add up to %(total)s %%, and have to be 100 %%: lower “Weight (%%)” of its criteria"
            " by %(rest)s %% in all.",
            **names,
        )

    def _fault_twice(self, fault):
        return self.env._(
            "Two criteria have the code “%(code)s”. Give one of them another “Code”, or remove it.", code=fault.code
        )

    def _fault_negative(self, fault):
        return self.env._(
            "“%(criterion)s” weighs %(weight)s %%. Give it a “Weight (%%)” above 0, or remove it.",
            criterion=self._named(fault)["criterion"],
            weight=format_number(self.env, fault.value),
        )

    def _fault_no_bins(self, fault):
        return self.env._("“%(criterion)s” gives no points. Add a line under “Points”.", **self._named(fault))

    def _fault_gap(self, fault):
        return self.env._(
            "“%(criterion)s” gives no points below %(value)s. Tick “Everything Below” on its lowest line.",
            **self._named(fault),
        )

    def _fault_overlap(self, fault):
        names = self._named(fault)
        if fault.value is None:
            return self.env._(
                "Two lines of “%(criterion)s” are for everything below. Untick “Everything Below” on one of them.",
                **names,
            )
        if isinstance(fault.value, str):
            names["value"] = self.env["credit.characteristic"]._answer_text(fault.value)
            return self.env._(
                "The answer “%(value)s” of “%(criterion)s” has two lines. Choose another “Answer” in one of them.",
                **names,
            )
        return self.env._("Two lines of “%(criterion)s” begin at %(value)s. Give one of them another “From”.", **names)

    def _fault_points(self, fault):
        return self.env._(
            "“%(criterion)s” gives %(points)s points, and points lie between 0 and 100. Correct “Points”.",
            criterion=self._named(fault)["criterion"],
            points=format_number(self.env, fault.value),
        )

    def _fault_unknown(self, fault):
        return self.env._("“%(criterion)s” looks at nothing. Choose what under “Looks At”.", **self._named(fault))

    def _fault_answer(self, fault):
        criterion = self.criterion_ids.filtered(lambda one: one.code == fault.code)[:1]
        names = {"criterion": criterion.name, "answers": self._answers_of(criterion)}
        if not fault.value:
            return self.env._("A line of “%(criterion)s” has no “Answer”. Choose one of %(answers)s.", **names)
        return self.env._(
            "“%(answer)s” is no answer to “%(criterion)s”. Choose one of %(answers)s as “Answer”.",
            answer=self.env["credit.characteristic"]._answer_text(fault.value),
            **names,
        )

    def _fault_unknown_out(self, fault):
        return self.env._("Knock-out “%(rule)s” looks at nothing. Choose what under “Looks At”.", rule=self._out(fault))

    def _fault_judged_out(self, fault):
        return self.env._(
            "Knock-out “%(rule)s” looks at a judgement, and a judgement ends in points. Choose another “Looks At”.",
            rule=self._out(fault),
        )

    def _fault_operator(self, fault):
        return self.env._(
            "Knock-out “%(rule)s” compares in a way its value has no sense for. Choose “is below” or “is above” as"
            " “Condition” for a number, and “is” for an answer.",
            rule=self._out(fault),
        )

    def _fault_answer_out(self, fault):
        rule = self.knockout_ids.filtered(lambda one: str(one.id) == fault.code)
        return self.env._(
            "Knock-out “%(rule)s” waits for an answer that nobody gives. Choose one of %(answers)s as “Answer”.",
            rule=rule.name,
            answers=self._answers_of(rule),
        )
