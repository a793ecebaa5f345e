from odoo import models
from odoo.tools import split_every

from ...core.common.styles import DATE, DECIMAL, NUMBER, SHARE
from ...core.common.styles import MONEY as AMOUNT
from ...wizards.replay.credit_replay_figure import COUNT, FIGURES, MONEY
from ..common.credit_workbook import BATCH
from ..common.workbook import LATE, Column

GROUPS = ("grade", "month", "alone")  # by rule each order once
OF_GROUP = (
    "orders", "held", "other_held", "late_amount", "late_held_amount", "other_late_held_amount", "good_held",
    "other_good_held",
)  # fmt: skip


class CreditWorkbook(models.AbstractModel):
    """Two policies on the orders of the past and of today, and every order."""

    _inherit = "credit.workbook"

    def _count_replay(self, replay, _root):
        return self._of_replay(replay, "line", count=True) + self._of_replay(replay, "order", count=True)

    def _write_replay(self, book, replay, root):
        self._write_replay_figures(book, replay, root)
        for kind in GROUPS:
            self._write_replay_groups(book, replay, root, kind)
        written = 0
        for written in self._write_replay_lines(book, replay, root):
            yield written
        yield written + self._write_replay_orders(book, replay, root)

    def _of_replay(self, replay, name, count=False, **how):
        records = self.env[f"credit.replay.{name}"]
        domain = [("replay_id", "=", replay.id), *how.pop("where", ())]
        return records.search_count(domain) if count else records.search(domain, **how)

    def _write_replay_figures(self, book, replay, root):
        sides = (replay.side_name, replay.other_name)
        columns = [Column(self.env._("Figure"), width=34)]
        for title, kind in (
            (self.env._("Orders"), NUMBER), (self.env._("Amount"), AMOUNT), (self.env._("Share"), SHARE)
        ):  # fmt: skip
            columns += [Column(f"{title}: {side}", kind, width=18) for side in sides]
        sheet = self._sheet(book, replay, root, self.env._("Figures"), columns)
        labels = self._label("credit.replay.figure", "code")
        for figure in self._of_replay(replay, "figure"):
            values = [figure.value, figure.other_value] if figure.known else [None, None]
            place = 2 * (0 if FIGURES[figure.code] == COUNT else 1 if FIGURES[figure.code] == MONEY else 2)
            row = [None] * 6
            row[place : place + 2] = values
            sheet.add((labels[figure.code], *row))
        self._close(sheet, root)
        self._ask_replay(book, replay, root, sides)

    def _ask_replay(self, book, replay, root, sides):
        figures = {one.code: one for one in self._of_replay(replay, "figure") if one.known}
        if "late_amount" in figures and "late_held_amount" in figures:
            held = figures["late_held_amount"]
            points = [(self.env._("All late money"), figures["late_amount"].value), (sides[0], held.value)]
            points += [(sides[1], held.other_value)] if sides[1] else []
            self._ask(book, root, replay, self.env._("How much of the late money does each policy hold?"), points)

    def _write_replay_groups(self, book, replay, root, kind):
        labels, fields = self._label("credit.replay.group", "kind"), self.env["credit.replay.group"]._fields
        columns = [Column(labels[kind], width=28)]
        for name in OF_GROUP:
            is_count = fields[name].type == "integer"
            title = fields[name]._description_string(self.env)
            columns.append(Column(title, NUMBER if is_count else AMOUNT, total=True, width=18))
        sheet = self._sheet(
            book, replay, root, self.env._("By %s", labels["rule" if kind == "alone" else kind]), columns
        )
        for group in self._of_replay(replay, "group", where=[("kind", "=", kind)]):
            sheet.add((group.label_text, *(group[name] for name in OF_GROUP)))
        self._close(sheet, root)

    def _write_replay_lines(self, book, replay, root):
        cells, outcomes = (self._label("credit.replay.line", name) for name in ("cell", "outcome"))
        sheet = self._sheet(book, replay, root, self.env._("Orders of the Past"), self._replay_columns())
        lines = self._of_replay(replay, "line", order="date, id")
        written = 0
        for ids in split_every(BATCH, lines.ids):
            for line in lines.browse(ids):
                # Who plays policies need not be an accountant or a seller: what is shown here is on the screen too.
                shown = line.sudo()
                sheet.add(
                    (
                        shown.date, shown.move_id.name, shown.partner_id.display_name, shown.grade_id.code,
                        shown.amount, cells[shown.cell], shown.reasons, shown.other_reasons, outcomes[shown.outcome],
                        shown.late_amount, shown.days_late, shown.exposure, shown.limit_amount, shown.overdue_amount,
                        shown.oldest_days_past_due,
                    ),
                    {1: self._address("account.move", shown.move_id.id)} if shown.move_id else {},
                )  # fmt: skip
            written += len(ids)
            yield written
            lines.env.invalidate_all()
        self._close(sheet, root)

    def _replay_columns(self):
        return [
            Column(self.env._("Date"), DATE),
            Column(self.env._("Invoice"), width=18),
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Grade"), width=9),
            Column(self.env._("Amount"), AMOUNT, total=True),
            Column(self.env._("Who Holds It"), width=22),
            Column(self.env._("Reasons"), width=32),
            Column(self.env._("Reasons of the Other"), width=32),
            Column(self.env._("Outcome"), width=14),
            Column(self.env._("Late Money"), AMOUNT, total=True),
            Column(self.env._("Days Late"), DECIMAL, mark=LATE),
            Column(self.env._("Exposure Before"), AMOUNT),
            Column(self.env._("Limit"), AMOUNT),
            Column(self.env._("Overdue Before"), AMOUNT),
            Column(self.env._("Oldest (Days Past Due)"), NUMBER, mark=LATE),
        ]

    def _write_replay_orders(self, book, replay, root):
        columns = [
            Column(self.env._("Order"), width=16),
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Salesperson")),
            Column(self.env._("Amount"), AMOUNT, total=True),
            Column(self.env._("Before"), width=16),
            Column(self.env._("Change")),
            Column(self.env._("Reasons"), width=70),
        ]
        sheet = self._sheet(book, replay, root, self.env._("Open Orders"), columns)
        checkpoints, changes = (self._label("credit.replay.order", name) for name in ("checkpoint", "change"))
        orders = self._of_replay(replay, "order")
        for order in orders.sudo():  # as above
            sheet.add(
                (order.order_id.name, order.partner_id.display_name, order.user_id.name, order.amount,
                 checkpoints[order.checkpoint], changes[order.change], order.reasons),
                {0: self._address("sale.order", order.order_id.id)},
            )  # fmt: skip
        self._close(sheet, root)
        return len(orders)
