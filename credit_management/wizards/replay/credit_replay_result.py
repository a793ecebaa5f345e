import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ...core.assessment.items import day_of
from ...core.policy.kinds import BLOCK
from ...core.replay import report
from ...core.replay.figures import Figures
from ...core.replay.replay import SEVERITY
from .credit_replay_figure import FIGURES
from .credit_replay_order import CHANGES

BATCH = 5000  # rows inserted at once
LINE_COLUMNS = (
    "move_id", "company_id", "partner_id", "date", "amount", "grade_id", "held", "other_held", "held_amount",
    "other_held_amount", "cell", "outcome", "late_amount", "late_held_amount", "other_late_held_amount", "days_late",
    "exposure", "overdue_amount", "oldest_days_past_due", "limit_amount", "reasons", "other_reasons",
)  # fmt: skip


class CreditReplay(models.TransientModel):
    """Result of a replay: figures side by side, groups, every order of the past, and the open ones.

    It is written as the superuser: nobody may forge what a replay found, and its maker may read it.
    """

    _inherit = "credit.replay"

    figure_ids = fields.One2many("credit.replay.figure", "replay_id", string="Figures", readonly=True)
    grade_ids = fields.One2many(
        "credit.replay.group", "replay_id", string="By Grade", readonly=True, domain=[("kind", "=", "grade")]
    )
    month_ids = fields.One2many(
        "credit.replay.group", "replay_id", string="By Month", readonly=True, domain=[("kind", "=", "month")]
    )
    of_rule_ids = fields.One2many(
        "credit.replay.group", "replay_id", string="By Rule", readonly=True, domain=[("kind", "=", "rule")]
    )
    order_ids = fields.One2many("credit.replay.order", "replay_id", string="Open Orders", readonly=True)
    line_count = fields.Integer(
        string="Orders of the Past", readonly=True, help="Orders of the days chosen that both policies decide on."
    )
    different_count = fields.Integer(
        string="Decided Differently",
        readonly=True,
        help="Orders that one of the policies would have held and the other not.",
    )
    unassessed_count = fields.Integer(
        string="Without a Limit", readonly=True, help="Orders of customers that had no limit on their day."
    )
    newly_held_count = fields.Integer(
        string="Would Be Held", readonly=True, help="Open orders that pass today and would be held."
    )
    freed_count = fields.Integer(
        string="Would Be Freed", readonly=True, help="Open orders that are held today and would pass."
    )
    side_name = fields.Char(string="This Side", compute="_compute_sides")
    other_name = fields.Char(string="Other Side", compute="_compute_sides")

    @api.depends("policy_id", "other_id", "what_if")
    @api.depends_context("lang")
    def _compute_sides(self):
        for replay in self:
            replay.side_name, replay.other_name = replay._names()

    def _clear(self):
        """Delete the result shown before; only server code writes any of it."""
        for name in ("line", "figure", "group", "order"):
            # Results are written by code alone.
            self.env[f"credit.replay.{name}"].sudo().search([("replay_id", "=", self.id)]).unlink()

    # === THE PAST === #

    def _keep(self, collected, played, outcome):
        comparison = report.compare(played, outcome)
        self._keep_figures(comparison)
        self._keep_groups(comparison)
        rows = self._rows(collected, played, outcome)
        for batch in split_every(BATCH, rows):
            self._insert(list(batch))
        cells = comparison.cells
        self.sudo().write(  # results are written by code alone
            {
                "line_count": comparison.first.figures.orders,
                "unassessed_count": int(np.isnan(played.limit).sum()),
                "different_count": cells["only_first"].orders + cells["only_second"].orders,
            }
        )

    def _keep_figures(self, comparison):
        sides = (comparison.first, comparison.second)
        self.env["credit.replay.figure"].sudo().create(  # results are written by code alone
            [
                {"replay_id": self.id, "code": code, "known": None not in values, "value": values[0] or 0.0,
                 "other_value": values[1] or 0.0}
                for code in FIGURES
                for values in [[self._figure(side, code) for side in sides]]
            ]
        )  # fmt: skip

    @api.model
    def _figure(self, side, code):
        return getattr(side.avoided if code in ("largest", "average") else side.figures, code)

    def _keep_groups(self, comparison):
        names = dict(self._rule_names())
        first, second = comparison.first, comparison.second
        kinds = {
            "grade": (first.by_grade, second.by_grade, lambda key: key),
            "month": (first.by_month, second.by_month, lambda key: key),
            "rule": (
                {key: every for key, (every, _alone) in first.by_rule.items()},
                {key: every for key, (every, _alone) in second.by_rule.items()},
                lambda key: names.get(key, ""),
            ),
            # Each order once: with the rule that alone held it, or with those that several did.
            "alone": (
                {key: alone for key, (_every, alone) in first.by_rule.items()} | {0: first.several},
                {key: alone for key, (_every, alone) in second.by_rule.items()} | {0: second.several},
                lambda key: names.get(key, ""),
            ),
        }
        order = {grade.code: number for number, grade in enumerate(self._all_grades())} if first.by_grade else {}
        values = []
        for kind, (own, other, label) in kinds.items():
            keys = dict.fromkeys([*own, *other])
            for number, key in enumerate(keys):
                one, two = own.get(key, Figures()), other.get(key, Figures())
                values.append(
                    {"replay_id": self.id, "kind": kind, "label": label(key),
                     "sequence": order.get(key, len(order)) if kind == "grade" else number,
                     **self._prepare_group_vals(one, two)}
                )  # fmt: skip
        # Results are read only; a replay writes its own.
        self.env["credit.replay.group"].sudo().create(values)

    @api.model
    def _prepare_group_vals(self, own, other):
        whole = own if own.orders else other
        return {
            "orders": whole.orders,
            "late_amount": whole.late_amount,
            "held": own.held,
            "other_held": other.held,
            "late_held_amount": own.late_held_amount,
            "other_late_held_amount": other.late_held_amount,
            "good_held": own.good_held,
            "other_good_held": other.good_held,
        }

    def _rule_names(self):
        for policy in self.policy_id | self.other_id:
            for rule in policy.sudo().rule_ids:  # names of rules in a result its reader may see
                yield rule.id, rule.name

    @api.model
    def _all_grades(self):
        return self.env["credit.grade"]._get_all()

    def _rows(self, collected, played, outcome):
        """One row an order, as ``LINE_COLUMNS`` says."""
        orders, names = played.orders, dict(self._rule_names())
        grades = {grade.code: grade.id for grade in self._all_grades()}
        own, other = played.verdicts
        cells = report.cell_of(own.held, other.held)
        exposure = played.known("receivable") + played.known("unallocated")
        outcomes = np.select([outcome.late, outcome.good], ["late", "good"], "unknown")
        for place, row in enumerate(played.rows.tolist()):
            move_id, amount, late = (
                int(orders.source[row]),
                float(orders.amount[row]),
                float(outcome.late_amount[place]),
            )
            held, other_held = bool(own.held[place]), bool(other.held[place])
            limit, days_late = float(played.limit[place]), float(outcome.days_late[place])
            yield (
                move_id,
                collected.invoices[move_id].company_id,
                collected.customers[int(orders.customer[row])],
                day_of(orders.day[row]),
                amount,
                grades.get(played.grade[place]),
                held,
                other_held,
                amount if held else 0.0,
                amount if other_held else 0.0,
                str(cells[place]),
                str(outcomes[place]),
                late,
                late if held else 0.0,
                late if other_held else 0.0,
                None if np.isnan(days_late) else days_late,
                float(exposure[place]),
                float(played.known("overdue")[place]),
                int(played.known("oldest_days_past_due")[place]),
                limit if np.isfinite(limit) else None,
                ", ".join(names.get(one, "") for one in own.rules[place]) or None,
                ", ".join(names.get(one, "") for one in other.rules[place]) or None,
            )

    def _insert(self, rows):
        """Without the ORM: there are as many as invoices, nothing follows from them, and what is unknown is NULL."""
        stamp = SQL("%s, %s, now() AT TIME ZONE 'UTC'", self.id, self.env.uid)
        values = (SQL("(%s, %s)", SQL(", ").join(SQL("%s", value) for value in row), stamp) for row in rows)
        columns = SQL(", ").join(map(SQL.identifier, LINE_COLUMNS))
        self.env.execute_query(
            SQL(
                "INSERT INTO credit_replay_line (%s, replay_id, create_uid, create_date) VALUES %s RETURNING 1",
                columns,
                SQL(", ").join(values),
            )
        )
        self.env["credit.replay.line"].invalidate_model()

    # === TODAY === #

    def _decide_open(self):
        """Decisions of each side on the orders that are open today."""
        root = self.company_id._credit_root()
        decided = self.env["credit.replay.history"]._decide_open(root, self._policies())
        values = [self._prepare_order_vals(root, *one) for one in decided]
        order = [change for change, _label in CHANGES]
        values.sort(key=lambda vals: order.index(vals["change"]))
        orders = self.env["credit.replay.order"].sudo().create(values)  # results are written by code alone
        changes = orders.mapped("change")
        # As above.
        self.sudo().write({"newly_held_count": changes.count("held"), "freed_count": changes.count("freed")})

    def _prepare_order_vals(self, root, order, checkpoint, decisions):
        own, other = decisions
        explanation, currency = self.env["credit.explanation"], root.currency_id
        return {
            "replay_id": self.id,
            "order_id": order.id,
            "partner_id": order.partner_invoice_id.commercial_partner_id.id,
            "company_id": order.company_id.id,
            "user_id": order.user_id.id,
            "checkpoint": checkpoint,
            "amount": own.facts.value,
            "outcome": own.outcome,
            "other_outcome": other.outcome,
            "change": self._change(own, other),
            "reasons": explanation._reasons(own if own.blocked else other, currency),
        }

    @api.model
    def _change(self, own, other):
        if own.blocked != other.blocked:
            return "held" if own.blocked else "freed"
        if SEVERITY[own.outcome] != SEVERITY[other.outcome]:
            return "warned" if SEVERITY[own.outcome] else "unwarned"
        return "stays_held" if own.outcome == BLOCK else "passes"
