from odoo import api, fields, models

from ....core.policy.kinds import BLOCK, EXEMPT, WARN, Remedy
from ....core.policy.policy import PASS, Result


class CreditHoldReason(models.Model):
    """Result of one rule of the policy for an order on hold."""

    _name = "credit.hold.reason"
    _description = "Reason of a Credit Hold"
    _inherit = ["credit.guard"]
    _order = "hold_id, sequence, id"

    hold_id = fields.Many2one("credit.hold", required=True, readonly=True, ondelete="cascade", index=True)
    sequence = fields.Integer(readonly=True)
    company_id = fields.Many2one(related="hold_id.company_id")
    partner_id = fields.Many2one(related="hold_id.partner_id", string="Customer")
    salesperson_id = fields.Many2one(related="hold_id.salesperson_id")
    requested_on = fields.Datetime(related="hold_id.requested_on", string="Stopped on")
    state = fields.Selection(related="hold_id.state", string="State of the Hold")
    currency_id = fields.Many2one(related="hold_id.currency_id")
    rule_id = fields.Integer(string="Rule Number", readonly=True, aggregator=None)
    rule_name = fields.Char(string="Rule as Named Then", readonly=True)
    name = fields.Char(string="Rule", compute="_compute_name")
    kind = fields.Char(readonly=True)
    outcome = fields.Selection(
        [(BLOCK, "Stops"), (WARN, "Warns"), (PASS, "Passes"), (EXEMPT, "Exempt")], required=True, readonly=True
    )
    result = fields.Json(readonly=True)
    finding = fields.Text(compute="_compute_sentences")
    way_out = fields.Text(compute="_compute_sentences")

    # === COMPUTE === #

    @api.depends("rule_name", "kind", "rule_id")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = dict(self.env["credit.policy.rule"]._fields["kind"]._description_selection(self.env))
        for reason in self:
            built_in = reason.kind == "limited" and not reason.rule_id
            label = self.env._("No policy in force") if built_in else kinds.get(reason.kind, reason.kind)
            reason.name = reason.rule_name or label

    @api.depends("kind", "result", "outcome")
    @api.depends_context("lang")
    def _compute_sentences(self):
        explanation = self.env["credit.explanation"]
        for reason in self:
            result = reason._to_core()
            reason.finding = explanation._finding(result, reason.currency_id)
            reason.way_out = explanation._remedies(result, reason.currency_id)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            self._credit_refuse_fields({"outcome"}, self.env._("The policy decides this."))
        return super().create(vals_list).with_env(self.env)

    def write(self, vals):
        if not self._credit_is_by_method():
            self._credit_refuse_fields(vals.keys() & self._fields.keys(), self.env._("The policy decides this."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_method(self):
        if not self._credit_is_by_method():
            self._credit_refuse_fields({"outcome"}, self.env._("The policy decides this."))

    # === SENTENCES === #

    @api.model
    def _rule_names(self, rule_ids):
        """The names of rules in the user's language.

        :return: ``{id: name}``, of those there are
        """
        # Salespeople read no rules, only the names of those that stopped them.
        rules = self.env["credit.policy.rule"].sudo().browse(rule_ids).exists()
        return {rule.id: rule.name for rule in rules}

    def _to_core(self):
        """Finding of the rule, as it was kept."""
        self.ensure_one()
        kept = self.result or {}
        remedies = tuple(Remedy(**remedy) for remedy in kept.get("remedies", ()))
        return Result(
            self.rule_id,
            self.kind,
            self.outcome,
            kept.get("observed"),
            kept.get("allowed"),
            remedies,
            kept.get("about") or 0,
            kept.get("group_id") or 0,
        )
