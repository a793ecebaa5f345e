from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from ...models.common.day import format_day
from ...models.common.number import format_percent

# Of a group: its field, that of the other side, and whether it is money.
SIDES = (
    ("held", "other_held", False),
    ("late_held_amount", "other_late_held_amount", True),
    ("good_held", "other_good_held", False),
)


class CreditReplay(models.TransientModel):
    """Result of a replay in words and tables, each side by the name of its version."""

    _inherit = "credit.replay"

    headline = fields.Char(compute="_compute_headline")
    figure_table = fields.Json(string="Figures Side by Side", compute="_compute_tables")
    grade_table = fields.Json(string="Grades Side by Side", compute="_compute_tables")
    month_table = fields.Json(string="Months Side by Side", compute="_compute_tables")
    rule_table = fields.Json(string="Rules Side by Side", compute="_compute_tables")
    month_chart = fields.Json(string="Held Against Late", compute="_compute_month_chart")

    # === HEADLINE === #

    @api.depends("figure_ids", "policy_id", "other_id", "what_if")
    @api.depends_context("lang")
    def _compute_headline(self):
        for replay in self:
            figures = {one.code: one for one in replay.figure_ids}
            replay.headline = replay._tell_headline(figures) if figures else False

    def _tell_headline(self, figures):
        """One sentence: how much each side would have held, of what came late and of what was good."""
        orders = figures["orders"]
        if not orders.value:
            return self.env._("No order was invoiced in this time. Choose other days.")
        own, other = (self._tell_side(figures, name) for name in ("value", "other_value"))
        words = {"orders": orders.text, "span": self._tell_span(), "side": self.side_name, "own": own}
        if self.what_if:
            return self.env._(
                "Of %(orders)s orders %(span)s the policy with these changes would have held %(own)s. As it stands:"
                " %(other)s.",
                other=other,
                **words,
            )
        if self.side_name == self.other_name:
            return self.env._("Of %(orders)s orders %(span)s %(side)s would have held %(own)s.", **words)
        return self.env._(
            "Of %(orders)s orders %(span)s %(side)s would have held %(own)s. %(other_side)s: %(other)s.",
            other_side=self.other_name,
            other=other,
            **words,
        )

    def _tell_span(self):
        days = (self.date_to - self.date_from).days
        if 364 <= days <= 366 and self.date_to == self.company_id._credit_today():
            return self.env._("of the last year")
        return self.env._(
            "from %(first)s to %(last)s", first=self._tell_day("date_from"), last=self._tell_day("date_to")
        )

    def _tell_day(self, name):
        return format_day(self.env, self[name])

    def _tell_side(self, figures, name):
        """How many orders one side holds, and which share of the late money and of the good orders that is."""
        texts = [
            self.env._(
                "%(held)s (%(share)s)", held=figures["held"]._text(figures["held"][name]),
                share=self._percent(figures["share_held"], name),
            )
        ]  # fmt: skip
        if figures["late_money_held"].known:
            texts.append(self.env._("%s of the money that came late", self._percent(figures["late_money_held"], name)))
        if figures["good_orders_held"].known:
            texts.append(self.env._("%s of the good orders", self._percent(figures["good_orders_held"], name)))
        return ", ".join(texts)

    def _percent(self, figure, name):
        if not figure.known:
            return "–"
        share = 100 * figure[name]
        return format_percent(self.env, share, *((0, 0) if share >= 10 or not share else (1, 1)))

    # === TABLES === #

    @api.depends("figure_ids", "grade_ids", "month_ids", "of_rule_ids", "policy_id", "other_id", "what_if")
    @api.depends_context("lang")
    def _compute_tables(self):
        for replay in self:
            replay.figure_table = replay._tabulate_figures()
            replay.grade_table = replay._tabulate_groups(replay.grade_ids, self.env._("Grade"), whole=True)
            replay.month_table = replay._tabulate_groups(replay.month_ids, self.env._("Month"), whole=True)
            replay.rule_table = replay._tabulate_groups(replay.of_rule_ids, self.env._("Rule"))

    def _tabulate_figures(self):
        labels = dict(self.env["credit.replay.figure"]._fields["code"]._description_selection(self.env))
        if not self.figure_ids:
            return False
        return {
            "label": self.env._("Figures of both sides"),
            "head": [self.env._("Figure"), self.side_name, self.other_name, self.env._("Difference")],
            "rows": [[labels[one.code], one.text, one.other_text, one.difference_text] for one in self.figure_ids],
        }

    def _tabulate_groups(self, groups, title, whole=False):
        """:param whole: whether each order is in one group, so that the sum of the groups is that of all orders"""
        if not groups:
            return False
        heads = {
            "held": self.env._("Held"), "late_held_amount": self.env._("Late money held"),
            "good_held": self.env._("Good orders held"),
        }  # fmt: skip
        names = [f"{heads[own]}: {side}" for own, _other, _money in SIDES for side in (self.side_name, self.other_name)]
        known = [self.env._("Orders"), self.env._("Late money")] if whole else []
        rows = [[one.label_text, *self._cells(one, whole)] for one in groups]
        if whole:
            rows.append([self.env._("Together"), *self._cells(groups, whole)])
        return {"label": title, "head": [title, *known, *names], "rows": rows, "last_is_sum": whole}

    def _cells(self, groups, whole):
        columns = ([("orders", False), ("late_amount", True)] if whole else []) + [
            (name, money) for own, other, money in SIDES for name in (own, other)
        ]
        return [self._number(sum(groups.mapped(name)), money) for name, money in columns]

    def _number(self, value, money):
        if money:
            return format_amount(self.env, value, self.currency_id)
        return formatLang(self.env, value, digits=0)

    # === CHART === #

    @api.depends("month_ids", "policy_id", "other_id", "what_if")
    @api.depends_context("lang")
    def _compute_month_chart(self):
        for replay in self:
            months = replay.month_ids
            late = any(months.mapped("late_amount"))
            # One month is a row of the table.
            replay.month_chart = len(months) > 1 and late and replay._draw_months(months)

    def _draw_months(self, months):
        sides = [self.side_name, self.other_name]
        return {
            "label": self.env._("Money that came late, by month of the invoice, and how much of it was held"),
            "head": [self.env._("Month"), self.env._("Late money"), *sides],
            "names": [self.env._("Late money"), *sides],
            "currency": self.currency_id.id,
            "points": [
                {
                    "name": month.label_text,
                    "values": [month.late_amount, month.late_held_amount, month.other_late_held_amount],
                    "texts": [
                        self._number(month[name], True)
                        for name in ("late_amount", "late_held_amount", "other_late_held_amount")
                    ],
                }
                for month in months
            ],
        }
