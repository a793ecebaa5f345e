from odoo import Command, api, models
from odoo.tools import LazyTranslate
from odoo.tools.misc import clean_context

from ...core.policy.policy import CHECKPOINTS

_lt = LazyTranslate(__name__, default_lang="en_US")
BEFORE = ("quotation", "confirmation")
BOOKED = (*BEFORE, "change")
ALWAYS = (*BOOKED, "delivery")
INVOICED = ("invoice",)
# Name, checkpoints, and whatever differs from a blocking rule for assessed customers. Accounts with
# a limit are checked at once; customers without one pass with a notice.
RULES = [
    (_lt("Account on stop"), ALWAYS, {"kind": "status", "status": "stop", "everybody": True}),
    (_lt("Account on watch"), BEFORE, {"kind": "status", "status": "watch", "effect": "warn", "everybody": True}),
    (_lt("Paid in full in advance"), (*ALWAYS, *INVOICED), {"kind": "prepaid", "effect": "exempt", "everybody": True}),
    (_lt("Not assessed"), BEFORE, {"kind": "not_assessed", "effect": "warn", "everybody": True}),
    (_lt("Payer not agreed"), BOOKED, {"kind": "payer", "everybody": True}),
    (_lt("Limit expired"), BOOKED, {"kind": "limit_expired"}),
    (_lt("Over the limit"), BOOKED, {"kind": "exposure"}),
    (_lt("Overdue more than 30 days"), ALWAYS, {"kind": "overdue_days", "days": 30, "percent": 10, "limit_percent": 1}),
    (_lt("Better terms than approved"), BOOKED, {"kind": "terms"}),
    (_lt("Review overdue"), BEFORE, {"kind": "review_overdue", "effect": "warn", "grace": 30}),
    (
        _lt("Invoice: account on stop"),
        INVOICED,
        {"kind": "status", "status": "stop", "effect": "warn", "everybody": True},
    ),
    (_lt("Invoice: limit expired"), INVOICED, {"kind": "limit_expired", "effect": "warn"}),
    (_lt("Invoice: over the limit"), INVOICED, {"kind": "exposure", "effect": "warn"}),
    (
        _lt("Invoice: overdue more than 30 days"),
        INVOICED,
        {"kind": "overdue_days", "effect": "warn", "days": 30, "percent": 10, "limit_percent": 1},
    ),
]


class CreditPolicy(models.Model):
    """The policy every company begins with."""

    _inherit = "credit.policy"

    @api.model
    def _create_defaults(self, companies=None):
        """Give every company that has none a policy, in force from today.

        The user who creates a company need not be a credit administrator, hence sudo.
        """
        # Given as a whole: defaults of the caller must go, and keywords would only add to them.
        context = clean_context({**self.env.context, "lang": "en_US"})
        policies = self.sudo().with_context(context)  # pylint: disable=context-overridden
        roots = companies.sudo() if companies else self.env["res.company"]._credit_all_roots()
        roots = roots.filtered(lambda company: not company.parent_id)
        have = policies.search([("company_id", "in", roots.ids)]).company_id
        vals_list = [self._prepare_default_vals(company) for company in roots - have]
        for policy in policies.create(vals_list):
            policy._translate_default_rules()
            policy._set_published()

    @api.model
    def _default_rules(self):
        """Name, checkpoints and values of each rule; an addon with a kind of its own adds to them."""
        return list(RULES)

    @api.model
    def _prepare_default_vals(self, company):
        rules = [
            {
                "name": name._translate("en_US"),
                "sequence": 10 * number,
                "effect": "block",
                **{f"at_{checkpoint}": checkpoint in checkpoints for checkpoint in CHECKPOINTS},
                **vals,
            }
            for number, (name, checkpoints, vals) in enumerate(self._default_rules(), 1)
        ]
        return {"company_id": company.id, "rule_ids": [Command.create(vals) for vals in rules]}

    def _translate_default_rules(self):
        """Their names in every language installed; they are no data with ids that Odoo would translate."""
        self.ensure_one()
        languages = [code for code, _name in self.env["res.lang"].get_installed() if code != "en_US"]
        for rule, (name, *_rest) in zip(self.rule_ids, self._default_rules(), strict=True):
            rule.update_field_translations("name", {code: name._translate(code) for code in languages})
