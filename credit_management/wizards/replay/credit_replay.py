from dataclasses import replace

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...core.assessment.items import day_number
from ...core.replay import outcome as outcomes
from ...core.replay import replay as core
from ...models.assessment.credit_assessment_inputs import READERS
from ...models.common.day import format_day

MOST_DAYS = 3660


class CreditReplay(models.TransientModel):
    """Two policies on the orders of the past and on today's: what each would have held, and what became of it.

    Nothing is written but this record and what it shows. Thresholds may be changed here alone: then the policy
    with these changes is compared with the policy as it stands.
    """

    _name = "credit.replay"
    _description = "Replay of a Policy"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "policy_id"

    policy_id = fields.Many2one("credit.policy", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="policy_id.company_id")
    currency_id = fields.Many2one(related="policy_id.currency_id")
    what_if = fields.Boolean(readonly=True, help="Thresholds are changed for the comparison only.")
    other_id = fields.Many2one(
        "credit.policy",
        string="Compared With",
        ondelete="cascade",
        domain="[('id', '!=', policy_id), ('company_id', '=', company_id)]",
    )
    rule_ids = fields.One2many("credit.replay.rule", "replay_id", string="Rules")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    limits = fields.Selection(
        [("recorded", "As they were"), ("proposed", "As assessments would have proposed them")],
        string="Limits and Grades",
        required=True,
        default="recorded",
        help="Where no limits were in force in the past, for example because the history has just been imported, take"
        " those that today's scorecards would have proposed from what was known then.",
    )
    late_days = fields.Integer(
        string="Late After (Days)",
        required=True,
        default=outcomes.LATE_DAYS,
        help="An order is late if any of it is paid more than so many days after it was due. 0: late at all.",
    )
    shipped = fields.Boolean(
        string="Held Orders Were Shipped",
        default=True,
        help="As in life: what was owed for them counts for the orders after them. Otherwise it is left out.",
    )

    @api.model
    def _start(self, policy, what_if=False):
        """The dialog of a policy: the last twelve months against the version in force, or changes to be made.

        Limits are those on record, or where none were in force then, those assessments would have proposed.
        """
        policy.ensure_one()
        policy.check_access("read")
        root = policy.company_id._credit_root()
        today = root._credit_today()
        since = today - relativedelta(years=1) + relativedelta(days=1)
        in_force = self.env["credit.policy"]._get_in_force(root)
        recorded = self.env["credit.replay.history"]._has_records(root, since)
        values = {
            "policy_id": policy.id,
            "what_if": what_if,
            "date_from": since,
            "date_to": today,
            "limits": "recorded" if recorded else "proposed",
            "other_id": in_force.id if in_force != policy and not what_if else False,
            "rule_ids": [Command.create(vals) for vals in policy.rule_ids._prepare_replay_vals()] if what_if else [],
        }
        return self.create(values)._open_choices()

    @api.depends("policy_id", "what_if")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for replay in self:
            words = self.env._("What If: %s") if replay.what_if else self.env._("Replay: %s")
            replay.display_name = words % replay.policy_id.display_name

    # === CONSTRAINTS === #

    @api.constrains("date_from", "date_to", "late_days", "policy_id", "other_id")
    def _check_figures(self):
        for replay in self:
            today = replay.company_id._credit_today()
            if replay.date_to > today:
                raise ValidationError(
                    self.env._(
                        "%(date)s has not come yet. Choose %(today)s or an earlier day.",
                        date=format_day(self.env, replay.date_to),
                        today=format_day(self.env, today),
                    )
                )
            if replay.date_from > replay.date_to or (replay.date_to - replay.date_from).days > MOST_DAYS:
                raise ValidationError(
                    self.env._(
                        "A replay goes from a first day to a later one, over ten years at most. Change the days."
                    )
                )
            if not 0 <= replay.late_days <= 365:
                raise ValidationError(self.env._("“Late After” lies between 0 and 365 days. Choose a number between."))
            if replay.other_id and replay.other_id.company_id != replay.company_id:
                raise ValidationError(self.env._("Both policies have to be those of one company. Choose another one."))

    # === ACTIONS === #

    def action_replay(self):
        """Play the past and decide on today's orders; show what differs."""
        self.ensure_one()
        self._check_may_replay()
        self._clear()
        self._play()
        self._decide_open()
        self.company_id._credit_note_trial()
        return self._open()

    def action_change(self):
        """Back to the choices, to try other ones."""
        return self._open_choices()

    def action_open_lines(self):
        return self._open_related("credit.replay.line", self.env._("Orders of the Past"), "list,pivot,graph")

    def action_open_chart(self):
        return self._open_related("credit.replay.line", self.env._("Held by Month"), "graph,pivot,list")

    def action_open_orders(self):
        return self._open_related("credit.replay.order", self.env._("Open Orders"), "list")

    def _open_choices(self):
        self.ensure_one()
        return self._open("credit_management.credit_replay_view_form") | {
            "target": "new", "context": {"dialog_size": "extra-large" if self.what_if else "large"},
        }  # fmt: skip

    def _open(self, view="credit_management.credit_replay_view_result"):
        view = self.env.ref(view)
        return {
            "type": "ir.actions.act_window", "name": self.env._("What If") if self.what_if else self.env._("Replay"),
            "res_model": self._name, "res_id": self.id, "view_mode": "form", "views": [(view.id, "form")],
            "target": "current",
        }  # fmt: skip

    def _open_related(self, model, name, view_mode):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "name": name, "res_model": model, "view_mode": view_mode,
            "domain": [("replay_id", "=", self.id)], "context": {"search_default_different": 1, "create": False},
        }  # fmt: skip

    def _check_may_replay(self):
        """Who judges customers or sets policies; it is seen which customers paid late."""
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot see how orders would have been decided on. Ask a credit analyst.",
                    user=self.env.user.name,
                )
            )
        for policy in self.policy_id | self.other_id:
            policy.check_access("read")
            if not policy.rule_ids:
                raise UserError(
                    self.env._("%(policy)s has no rules and holds nothing. Add a rule.", policy=policy.display_name)
                )

    # === BUSINESS === #

    def _policies(self):
        """The two policies as plain data, the one with the changes first; a single one stands beside itself."""
        own = self.policy_id._to_core()
        if self.what_if:
            return replace(own, rules=self.rule_ids._to_core(own.rules)), own
        return own, (self.other_id or self.policy_id)._to_core()

    def _play(self):
        """Replay the stretch by both policies, each with the limits it would have had."""
        histories, root = self.env["credit.replay.history"], self.company_id._credit_root()
        needs = core.needs(self._policies())
        collected = histories._collect(root, self.date_from, self.date_to, needs)
        records = (self.policy_id, self.other_id or self.policy_id)
        played = []
        for policy, record in dict(zip(self._policies(), records, strict=True)).items():
            standings = histories._standings(collected, self.limits, record)
            history = replace(collected.history, standings=standings)
            first, last = day_number(self.date_from), day_number(self.date_to)
            played.append(core.replay(history, [policy], first, last, shipped=self.shipped))
        both = replace(played[0], verdicts=played[0].verdicts + played[-1].verdicts)  # of the same policy twice: itself
        outcome = outcomes.outcomes(both, day_number(root._credit_today()), self.late_days)
        self._keep(collected, both, outcome)

    def _names(self):
        """How the two sides are called on screens and in workbooks."""
        if self.what_if:
            return self.env._("With Changes"), self.policy_id.display_name
        return self.policy_id.display_name, (self.other_id or self.policy_id).display_name
