from odoo import models

from ...core.policy.policy import CHECKPOINTS, INVOICE, Rule, Scope

# Statuses of an account that a status of a rule means: nothing is sold to a closed one either.
STATUSES = {"stop": frozenset({"stop", "closed"}), "watch": frozenset({"watch"})}
RISK_CLASSES = ("low", "medium", "high")


class CreditPolicyRule(models.Model):
    """A rule as the plain data that core decides with."""

    _inherit = "credit.policy.rule"

    def _to_core(self):
        """This rule as the plain data core decides with.

        :rtype: core.policy.policy.Rule
        """
        self.ensure_one()
        rule = self.sudo()  # a decision reads everything a rule names
        return Rule(
            id=rule.id,
            kind=rule.kind,
            effect=rule.effect,
            checkpoints=frozenset(name for name in CHECKPOINTS if rule[f"at_{name}"]),
            scope=rule._to_core_scope(),
            amount=rule.amount,
            percent=rule.percent,
            limit_percent=rule.limit_percent,
            days=rule.days,
            count=rule.count,
            grace=rule.grace,
            most=rule.most,
            statuses=STATUSES.get(rule.status, frozenset()),
            tag_ids=frozenset(rule.tag_ids.ids),
        )

    def _is_about_orders(self):
        """Whether it is looked at anywhere but at invoices."""
        return any(self[f"at_{name}"] for name in CHECKPOINTS if name != INVOICE)

    def _to_core_scope(self):
        return Scope(
            everybody=self.everybody,
            account_ids=frozenset(self.account_ids.ids),
            grade_ids=frozenset(self.grade_ids.ids),
            risk_classes=frozenset(name for name in RISK_CLASSES if self[f"risk_{name}"]),
            category_ids=frozenset(self.category_ids.ids),
            team_ids=frozenset(self.team_ids.ids),
            country_ids=frozenset(self.country_ids.ids),
            industry_ids=frozenset(self.industry_ids.ids),
        )
