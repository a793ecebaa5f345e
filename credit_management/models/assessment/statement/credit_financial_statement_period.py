from odoo import api, models
from odoo.exceptions import ValidationError

from ....core.assessment.statement import MONTHS
from ...common.day import format_day

LONGEST = 24  # months


class CreditFinancialStatement(models.Model):
    """The period of a statement: sound, over, and of one statement only."""

    _inherit = "credit.financial.statement"

    @api.constrains("period_start", "period_end", "kind")
    def _check_period(self):
        for statement in self:
            if problem := statement._period_problem():
                raise ValidationError(problem)

    def _period_problem(self):
        """Fault of the period, in a sentence that names the field and the fix; None when it is sound."""
        start, end = format_day(self.env, self.period_start), format_day(self.env, self.period_end)
        if self.period_end < self.period_start:
            return self.env._(
                "The period ends on %(end)s, before it begins on %(start)s. Correct “Period Start” or “Period End”.",
                start=start,
                end=end,
            )
        if self.period_end > self.company_id._credit_today():
            return self.env._(
                "“Period End” is %(end)s, a day still to come: a statement is made of a period that is over.", end=end
            )
        if self.months > LONGEST:
            return self.env._(
                "From %(start)s to %(end)s are %(months)d months, and a statement covers %(longest)d at most."
                " Correct “Period Start” or “Period End”.",
                start=start,
                end=end,
                months=self.months,
                longest=LONGEST,
            )
        if self.kind == "interim" and self.months >= MONTHS:
            return self.env._(
                "An interim statement covers less than a year, and from %(start)s to %(end)s are %(months)d months."
                " Choose the kind “Annual”, or correct “Period Start”.",
                start=start,
                end=end,
                months=self.months,
            )
        return None

    def _twin(self, vals):
        """The statement that stands for the same customer, kind and last day already.

        :param vals: what a statement is to be created with, or what is to be written to this one
        """
        account = vals.get("account_id", self.account_id.id)
        kind, day = vals.get("kind", self.kind), vals.get("period_end", self.period_end)
        standing = self.search(
            [
                ("account_id", "=", account),
                ("kind", "=", kind),
                ("period_end", "=", day),
                ("state", "!=", "superseded"),
                ("id", "not in", self.ids),
            ]
        )
        replaced = self.replaces_id.id or vals.get("replaces_id")
        return standing.filtered(lambda other: other.id != replaced and not (self and other.replaces_id == self))[:1]

    def _check_only_one(self, vals):
        """Asked before the database is: it would say the same in fewer words."""
        if twin := self._twin(vals):
            raise ValidationError(twin._already_there())

    def _already_there(self):
        """Advice on the statement there is, instead of making another of the same period."""
        if self.state == "confirmed":
            return self.env._(
                "%(statement)s is confirmed already. Open it and make a new version of it.",
                statement=self.display_name,
            )
        return self.env._(
            "%(statement)s is there already, as a draft. Edit it, or delete it first.", statement=self.display_name
        )
