from odoo import Command, api, models
from odoo.tools import LazyTranslate

from odoo.addons.credit_management.core.policy.policy import CHECKPOINTS

_lt = LazyTranslate(__name__, default_lang="en_US")
RULES = [
    (
        _lt("Likely to be paid late"),
        ("quotation", "confirmation"),
        {"kind": "late_risk", "effect": "warn", "days": 30, "percent": 40, "everybody": True},
    ),
]


class CreditPolicy(models.Model):
    """The policy every company begins with warns by the risk of the order, for everybody, new customers too."""

    _inherit = "credit.policy"

    @api.model
    def _default_rules(self):
        # EXTENDS 'credit_management'
        return super()._default_rules() + RULES

    @api.model
    def _add_forecast_rules(self):
        """Publish a version with these rules where the policy in force is still the one a company begins with."""
        for root in self.env["res.company"]._credit_all_roots():
            policy = self._get_in_force(root)
            if policy and policy._is_as_begun():
                # Everything is as it was, so nobody has decided anything that this could undo.
                version = policy.copy()
                version._credit_by_method().write(
                    {"rule_ids": [Command.create(vals) for vals in self._forecast_vals()]}
                )
                version._translate_default_rules()
                version._set_published()

    def _is_as_begun(self):
        """Whether the rules are those a company begins with, without those of forecasts."""
        self.ensure_one()
        begun = self.new(self._prepare_default_vals(self.company_id))
        kinds = {vals["kind"] for _name, _checkpoints, vals in RULES}
        usual = [rule for rule in begun.rule_ids if rule.kind not in kinds]
        return [rule._plain_vals() for rule in self.rule_ids] == [rule._plain_vals() for rule in usual]

    @api.model
    def _forecast_vals(self):
        return [
            {
                "name": name._translate("en_US"),
                "sequence": 1000 + number,
                **{f"at_{checkpoint}": checkpoint in checkpoints for checkpoint in CHECKPOINTS},
                **vals,
            }
            for number, (name, checkpoints, vals) in enumerate(RULES)
        ]


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    def _plain_vals(self):
        """All that decides, without who it is and in which policy."""
        rule = self._to_core()
        return [getattr(rule, name) for name in rule.__dataclass_fields__ if name != "id"]
