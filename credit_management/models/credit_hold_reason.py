from odoo import api, fields, models
from odoo.tools import format_amount

from ..core.policy import ASK, BLOCK, EXEMPT, PASS, PAY, RAISE_LIMIT, REDUCE, WARN

MONEY = {"exposure", "overdue_amount", "order_value", "prepaid", "small_order"}
DAYS = {"overdue_days", "limit_expired", "review_overdue", "days_beyond_terms", "terms", "immediate"}


class CreditHoldReason(models.Model):
    """What one rule of the policy said about an order on hold."""

    _name = "credit.hold.reason"
    _description = "Reason of a Credit Hold"
    _inherit = ["credit.guard"]
    _order = "hold_id, sequence, id"

    hold_id = fields.Many2one("credit.hold", required=True, readonly=True, ondelete="cascade", index=True)
    sequence = fields.Integer(readonly=True)
    company_id = fields.Many2one(related="hold_id.company_id")
    currency_id = fields.Many2one(related="hold_id.currency_id")
    rule_id = fields.Integer(string="Rule Number", readonly=True, aggregator=None)
    rule_name = fields.Char(string="Rule as Named Then", readonly=True)
    name = fields.Char(string="Rule", compute="_compute_name")
    kind = fields.Char(readonly=True)
    outcome = fields.Selection(
        [(BLOCK, "Stops"), (WARN, "Warns"), (PASS, "Passes"), (EXEMPT, "Exempt")], required=True, readonly=True
    )
    result = fields.Json(readonly=True)
    finding = fields.Char(compute="_compute_sentences")
    way_out = fields.Char(compute="_compute_sentences")

    # === COMPUTE === #

    @api.depends("rule_name", "kind")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = self._kinds()
        for reason in self:
            reason.name = reason.rule_name or kinds.get(reason.kind, reason.kind)

    @api.depends("kind", "result", "outcome")
    @api.depends_context("lang")
    def _compute_sentences(self):
        for reason in self:
            reason.finding = reason._finding()
            reason.way_out = reason._way_out()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_by_method():
            self._refuse_fields({"outcome"}, self.env._("The policy decides this."))
        return super().create(vals_list).with_env(self.env)

    def write(self, vals):
        if not self._is_by_method():
            self._refuse_fields(vals.keys() & self._fields.keys(), self.env._("The policy decides this."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_method(self):
        if not self._is_by_method():
            self._refuse_fields({"outcome"}, self.env._("The policy decides this."))

    # === SENTENCES === #

    @api.model
    def _rule_names(self, rule_ids):
        """The names of rules in the user's language.

        :return: ``{id: name}``, of those there are
        """
        rules = self.env["credit.policy.rule"].sudo().browse(rule_ids).exists()
        return {rule.id: rule.name for rule in rules}

    @api.model
    def _kinds(self):
        return {
            "exposure": self.env._("Exposure over the limit"),
            "overdue_amount": self.env._("Overdue amount"),
            "overdue_days": self.env._("Oldest open item"),
            "limit_expired": self.env._("Limit expired"),
            "not_assessed": self.env._("Never assessed"),
            "status": self.env._("Status of the account"),
            "order_value": self.env._("Value of the order"),
            "terms": self.env._("Payment terms"),
            "review_overdue": self.env._("Review overdue"),
            "days_beyond_terms": self.env._("Pays late"),
            "first_orders": self.env._("First orders"),
            "prepaid": self.env._("Paid for"),
            "immediate": self.env._("To be paid at once"),
            "tagged": self.env._("Tag of the order"),
            "small_order": self.env._("Small order"),
        }

    def _finding(self):
        """What was observed, and what is allowed where that can be said."""
        self.ensure_one()
        observed, allowed = (self.result or {}).get("observed"), (self.result or {}).get("allowed")
        if self.kind == "status":
            statuses = dict(self.env["credit.account"]._fields["status"]._description_selection(self.env))
            return self.env._("The account has the status “%(status)s”", status=statuses.get(observed, ""))
        if self.kind == "not_assessed":
            return (
                self.env._("Nobody has approved a limit") if self.outcome != PASS else self.env._("A limit is approved")
            )
        if observed is None:
            return ""
        if allowed is None:
            return self._measure(observed)
        return self.env._(
            "%(observed)s; allowed: %(allowed)s",
            observed=self._measure(observed),
            allowed=self._measure(allowed),
        )

    def _measure(self, value):
        """A figure in the unit of its kind."""
        if self.kind in MONEY:
            return format_amount(self.env, value, self.currency_id)
        if self.kind in DAYS:
            return self.env._("%(days)d days", days=value)
        return str(value)

    def _way_out(self):
        """The remedies as one sentence: any of them clears the failure."""
        self.ensure_one()
        if self.outcome == PASS:
            return ""
        parts = [self._remedy(remedy["kind"], remedy["amount"]) for remedy in (self.result or {}).get("remedies", ())]
        return self.env._(" or ").join(parts)

    def _remedy(self, kind, amount):
        texts = {
            PAY: self.env._("pay %(amount)s"),
            REDUCE: self.env._("reduce the order by %(amount)s"),
            RAISE_LIMIT: self.env._("raise the limit by %(amount)s"),
            "agree_terms": self.env._("agree on the approved payment terms"),
            "assess": self.env._("assess the customer and approve a limit"),
            "review": self.env._("review the account"),
            "reopen": self.env._("change the status of the account"),
            ASK: self.env._("ask for a release"),
        }
        money = format_amount(self.env, amount, self.currency_id) if amount is not None else "…"
        return texts[kind] % {"amount": money}
