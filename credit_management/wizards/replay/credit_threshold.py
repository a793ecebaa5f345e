from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...core.replay import threshold as core
from ...core.replay.outcome import LATE_DAYS
from ...models.assessment.credit_assessment_inputs import READERS


class CreditThreshold(models.TransientModel):
    """One rule of a policy, its threshold moved over the last twelve months; the one chosen goes into the draft.

    Nothing is written but this record and, by *Take Into the Draft*, that one threshold.
    """

    _name = "credit.threshold"
    _description = "Choose a Threshold"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "policy_id"

    policy_id = fields.Many2one("credit.policy", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="policy_id.company_id")
    currency_id = fields.Many2one(related="policy_id.currency_id")
    movable_ids = fields.Many2many("credit.policy.rule", compute="_compute_movable_ids")
    rule_id = fields.Many2one(
        "credit.policy.rule",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', movable_ids)]",
        help="Rules with a number to move; the others are drawn as they stand.",
    )
    limits = fields.Selection(
        lambda self: self.env["credit.replay"]._fields["limits"]._description_selection(self.env),
        string="Limits and Grades",
        required=True,
        default="recorded",
        help="Where no limits were in force in the past, take those that today's scorecards would have proposed.",
    )
    late_days = fields.Integer(
        string="Late After (Days)",
        required=True,
        default=LATE_DAYS,
        help="An order is late if any of it is paid more than so many days after it was due. 0: late at all.",
    )
    curve = fields.Json(compute="_compute_curve", help="What the rule would have held at each threshold.")
    chosen = fields.Float(string="Threshold", digits=(16, 2), help="Taken into a draft of the policy if you like.")
    can_take = fields.Boolean(compute="_compute_can_take")

    @api.model
    def _start(self, policy, rule=None):
        """The dialog of a policy, for a rule of it or, of those that can be moved, the one that weighs most."""
        policy.ensure_one()
        self._check_reader()
        policy.check_access("read")
        movable = self._movable(policy)
        if rule and rule not in movable:
            raise UserError(
                self.env._(
                    "“%s” has no number to move, or exempts orders. Choose a rule that warns or blocks by an amount,"
                    " days or a share.",
                    rule.name,
                )
            )
        if not movable:
            raise UserError(
                self.env._(
                    "%s has no rule with a number to move. Add one, for example *Overdue Amount*.", policy.display_name
                )
            )
        chosen = rule or movable.sorted(lambda one: core.precedence(one.kind))[:1]
        root = policy.company_id._credit_root()
        recorded = self.env["credit.replay.history"]._has_records(root, self._since(root))
        dialog = self.create(
            {
                "policy_id": policy.id,
                "rule_id": chosen.id,
                "limits": "recorded" if recorded else "proposed",
                "chosen": self._own(chosen),
            }
        )
        return dialog._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window", "name": self.env._("Choose a Threshold"), "res_model": self._name,
            "res_id": self.id, "view_mode": "form", "target": "new", "context": {"dialog_size": "extra-large"},
        }  # fmt: skip

    @api.model
    def _since(self, root):
        return root._credit_today() - relativedelta(years=1) + relativedelta(days=1)

    @api.model
    def _check_reader(self):
        """Who judges customers or sets policies: it is seen how many paid late."""
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot see what rules would have held. Ask a credit analyst.", user=self.env.user.name
                )
            )

    @api.model
    def _movable(self, policy):
        return policy.rule_ids.filtered(lambda rule: rule._is_about_orders() and core.can_move(rule._to_core()))

    @api.model
    def _own(self, rule):
        """The threshold a rule has."""
        return rule[core.moved(rule.kind)]

    # === COMPUTE === #

    @api.depends("policy_id")
    def _compute_movable_ids(self):
        for dialog in self:
            dialog.movable_ids = self._movable(dialog.policy_id)

    @api.depends("policy_id")
    @api.depends_context("uid")
    def _compute_can_take(self):
        for dialog in self:
            policy = dialog.policy_id
            dialog.can_take = policy.state == "draft" and policy.has_access("write")

    @api.depends("rule_id", "limits", "late_days")
    @api.depends_context("lang", "uid")
    def _compute_curve(self):
        for dialog in self:
            own = dialog.rule_id._origin in self._movable(dialog.policy_id._origin)
            dialog.curve = dialog._draw() if own and dialog.limits and 0 <= dialog.late_days <= 365 else False

    @api.onchange("rule_id")
    def _onchange_rule_id(self):
        if self.rule_id:
            self.chosen = self._own(self.rule_id)

    # === ACTIONS === #

    def action_take(self):
        """Write the threshold that was chosen into the rule of the draft, as whoever may write it."""
        self.ensure_one()
        if self.rule_id not in self._movable(self.policy_id):
            raise UserError(self.env._("Choose a rule of %s.", self.policy_id.display_name))
        if self.policy_id.state != "draft":
            raise UserError(
                self.env._(
                    "%s is published and stays as it is. Make a new version, and choose the threshold there.",
                    self.policy_id.display_name,
                )
            )
        name = core.moved(self.rule_id.kind)
        whole = self.rule_id._fields[name].type == "integer"
        self.rule_id.write({name: round(self.chosen) if whole else self.chosen})
        return {"type": "ir.actions.act_window_close"}
