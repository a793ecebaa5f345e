from odoo import api, fields, models
from odoo.fields import Domain

from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ..common.day import format_day
from ..common.text import id_of

LINES = 80  # of a page


class CreditAging(models.AbstractModel):
    """The page of receivables by age: what it is drawn from, and where its clicks lead."""

    _inherit = "credit.aging"

    @api.model
    @api.readonly
    def read_aging(self, asked=None, offset=0):
        """
        :param asked: company_id, date, grouping, user_id, grade_id, country_id and minimum, each may be left out
        :param offset: how many lines are shown already: only those after them are read
        :return: what the page is drawn from
        """
        question = self._question(asked)
        offset = next(iter(id_of(offset)), 0)
        totals, lines = self._read(question, offset, LINES)
        names = self._names(question.grouping, [line.key for line in lines])
        rows = [
            {"key": line.key, "name": names[line.key], "count": line.count, "amounts": self._rounded(question, line)}
            for line in lines
        ]
        if offset:
            return {"rows": rows}
        root, today = question.root, question.root._credit_today()
        return {
            "companies": [{"id": one.id, "name": one.name} for one in self.env.companies._credit_roots()],
            "company_id": root.id,
            "company_ids": self._company_ids(root),
            "company": root.name,
            "currency_id": root.currency_id.id,
            "currency": root.currency_id.name,
            "date": fields.Date.to_string(question.as_of or today),
            "today": fields.Date.to_string(today),
            "day": format_day(self.env, question.as_of or today),
            "basis": self._basis(root),
            "grouping": question.grouping,
            "groupings": [{"key": key, "name": name} for key, name in self._groupings().items()],
            "columns": self._columns(root),
            "rows": rows,
            "count": totals.count,
            "totals": self._rounded(question, totals),
            "shares": totals.shares or False,
            "may_print": self.env["credit.open.item"]._sees_everybody(),
        }

    @api.model
    @api.readonly
    def open_items(self, asked=None, key=None, column=None):
        """The action of a click: the very items that a cell adds up.

        :param key: of the line; None for all lines
        :param column: key of the column; None for all of them
        """
        question = self._question(asked)
        domain, names = self._domain(question), []
        if key is not None:
            key = next(iter(id_of(key)), 0)
            domain &= self._line_domain(question.grouping, key)
            names += self._names(question.grouping, [key]).values()
        for one in self._columns(question.root):
            if one["key"] == column:
                domain &= Domain(one["domain"])
                names.append(one["name"])
        if question.as_of:
            names.append(format_day(self.env, question.as_of))
        alone = key is not None and question.grouping == "partner"
        context = {"credit_as_of": fields.Date.to_string(question.as_of)} if question.as_of else {}
        return {
            "type": "ir.actions.act_window",
            "name": " · ".join([self.env._("Open Items"), *names]),
            "res_model": "credit.open.item",
            "views": [(False, "list"), (False, "pivot"), (False, "graph")],
            "domain": list(domain),
            # Few groups, so that the total below them is that of all items.
            "context": context if alone else context | {"search_default_group_bucket": 1},
            "target": "current",
        }

    @api.model
    @api.readonly
    def print_aging(self, asked=None):
        """The action that prints the report with the very same choice."""
        self._question(asked)
        report = self.env.ref("credit_management.credit_aging_report_action_report")
        return report.report_action([], data={"asked": asked or {}}, config=False)

    # === COLUMNS === #

    @api.model
    def _basis(self, root):
        # A setting of the entity.
        return dict(root._fields["credit_aging_basis"]._description_selection(self.env))[root.sudo().credit_aging_basis]

    @api.model
    def _columns(self, root):
        """The columns of a line, in the order of its amounts; ``age`` counts those that are coloured by it."""
        buckets = self._buckets(root)
        names = root._credit_bucket_names()
        owed = Domain("category", "=", RECEIVABLE)
        columns = [
            {"key": f"age_{place}", "name": name, "age": place, "domain": list(owed & Domain("bucket_id", "=", one))}
            for place, (name, one) in enumerate(zip(names, buckets.ids or [False], strict=True))
        ]
        beside = (
            ("receivable", self.env._("Receivables"), owed),
            ("credit", self.env._("Not matched"), Domain("category", "=", UNALLOCATED)),
            ("balance", self.env._("Balance"), Domain.TRUE),
        )
        return columns + [
            {"key": key, "name": name, "age": False, "domain": list(domain)} for key, name, domain in beside
        ]

    @api.model
    def _rounded(self, question, line):
        return [question.root.currency_id.round(amount) for amount in line.amounts]
