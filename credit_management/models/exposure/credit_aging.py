from dataclasses import dataclass, replace

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import ANALYST, USER
from ...core.exposure.aging import Line
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ...sql.exposure import aging
from ..common.day import format_day
from ..common.text import id_of, number_of

MODELS = {
    "partner": "res.partner",
    "group": "res.partner",
    "user": "res.users",
    "grade": "credit.grade",
    "country": "res.country",
}
# Filters by what the open items have in a column.
FILTERS = ("partner", "user", "grade", "country")
MOST = 10**15  # no amount is larger


@dataclass(frozen=True)
class Question:
    """Of which receivables the age is asked for: of a legal entity, on a day, by whom and from what amount on."""

    root: models.Model
    as_of: object = None  # a past day; None for now
    grouping: str = "partner"
    partner: tuple = ()
    user: tuple = ()
    grade: tuple = ()
    country: tuple = ()
    minimum: float = 0.0


class CreditAging(models.AbstractModel):
    """Receivables by age, as the page, the print and the workbook show them: one reading for all three.

    Lines are of open items the user may read; sums of all customers come from the sums of the exposure, which take a
    fraction of the time.
    """

    _name = "credit.aging"
    _description = "Aging of Receivables"

    # === QUESTION === #

    @api.model
    def _question(self, asked=None):
        """The question of a client; whatever is no answer to be chosen is left out."""
        if not self.env.su and not self.env.user.has_group(USER):
            raise AccessError(
                self.env._(
                    "%(user)s has no role in credit management. Ask an administrator for one.", user=self.env.user.name
                )
            )
        asked = asked if isinstance(asked, dict) else {}
        roots = self.env.companies._credit_roots()
        root = roots.filtered(lambda one: one.id == asked.get("company_id")) or roots[:1]
        grouping = asked.get("grouping")
        chosen = {name: self._chosen_ids(asked.get(f"{name}_id")) for name in FILTERS}
        if not self._sees_grades():
            chosen["grade"] = ()
        minimum = max(number_of(asked.get("minimum"), MOST) or 0.0, 0.0)
        grouping = grouping if isinstance(grouping, str) and grouping in self._groupings() else "partner"
        return Question(root, self._past_day(root, asked.get("date")), grouping, minimum=minimum, **chosen)

    @api.model
    def _past_day(self, root, date):
        """None for today, which is as of now."""
        try:
            day = fields.Date.to_date(date) if date else None
        except (TypeError, ValueError):
            raise UserError(self.env._("“%s” is no day. Choose one.", date)) from None
        today = root._credit_today()
        if day and day > today:
            raise UserError(
                self.env._(
                    "%(date)s has not come yet. Choose %(today)s or an earlier day.",
                    date=format_day(self.env, day),
                    today=format_day(self.env, today),
                )
            )
        return None if day == today else day

    @api.model
    def _chosen_ids(self, value):
        values = value if isinstance(value, (list, tuple)) else [value]
        return tuple(one for value in values for one in id_of(value))

    @api.model
    def _sees_grades(self):
        return self.env.su or self.env.user.has_group(ANALYST)

    @api.model
    def _groupings(self):
        names = {
            "partner": self.env._("Customer"),
            "group": self.env._("Commercial Group"),
            "user": self.env._("Salesperson"),
            "grade": self.env._("Grade"),
            "country": self.env._("Country"),
        }
        return names if self._sees_grades() else {key: name for key, name in names.items() if key != "grade"}

    # === READING === #

    @api.model
    def _read(self, question, offset=0, limit=None):
        """The totals of all lines, and some of the lines: the largest balance first.

        :return: ``(Line, [Line])``
        """
        items = self.env["credit.open.item"]
        items.check_access("read")
        items._flush()
        items._expect_many()
        buckets = self._buckets(question.root)
        query = aging.lines(
            self._sums_sql(question, buckets),
            len(buckets) or 1,
            question.root.id,
            question.grouping,
            self._conditions(question),
            question.minimum,
            question.root.currency_id.decimal_places,
            offset,
            limit,
        )
        totals, *lines = [
            Line(key or 0, count, tuple(amounts[:-1]), amounts[-1])
            for key, count, *amounts in self.env.execute_query(query)
        ]
        return totals, lines

    @api.model
    def _sums_sql(self, question, buckets):
        items = self.env["credit.open.item"].with_context(credit_as_of=question.as_of)
        if question.as_of or not items._sees_companies_whole():
            query = items._search(self._domain(replace(question, minimum=0.0)))
            columns = ("partner_id", "user_id", "category", "bucket_id", "amount")
            rows = query.select(*(SQL.identifier(query.table, name) for name in columns))
            return aging.of_items(rows, buckets.ids)
        view = question.root._credit_view()
        companies = tuple(self._company_ids(question.root))
        by_user = bool(question.user) or question.grouping == "user"
        later = items._has_settled_later([view.today])
        view = replace(view, company_ids=companies, exact=False, settled_later=later)
        return aging.of_sums(view, items._scope(question.partner or None), by_user)

    @api.model
    def _company_ids(self, root):
        """The companies of an entity whose items are shown: those the user works in at the moment."""
        return [one for one in root._credit_view().company_ids if one in self.env.companies._ids]

    @api.model
    def _conditions(self, question):
        columns = {"user": "one.user_id", "grade": "account.grade_id", "country": "customer.country_id"}
        columns["partner"] = "one.partner_id"
        return [
            SQL("%s = ANY(%s)", SQL(column), list(chosen))
            for name, column in columns.items()
            if (chosen := getattr(question, name))
        ]

    @api.model
    def _customers(self, question):
        """Ids of the customers, 0 for none, that the lines of a question are made of."""
        return [line.key for line in self._read(replace(question, grouping="partner"))[1]]

    # === ITEMS === #

    @api.model
    def _domain(self, question):
        """Which open items make up the report."""
        domain = Domain("root_id", "=", question.root.id) & Domain("category", "in", (RECEIVABLE, UNALLOCATED))
        for name in FILTERS:
            if chosen := getattr(question, name):
                domain &= Domain(f"{name}_id", "in", list(chosen))
        if question.minimum:
            domain &= Domain("partner_id", "in", [key or False for key in self._customers(question)])
        return domain

    @api.model
    def _line_domain(self, grouping, key):
        if grouping != "group" or not key:
            name = "partner" if grouping == "group" else grouping
            return Domain(f"{name}_id", "=", key or False)
        self.env["res.partner"].flush_model(["parent_id", "commercial_partner_id"])
        members = self.env.execute_query(aging.members(key))
        return Domain("partner_id", "in", [key, *(member for (member,) in members)])

    # === WORDS === #

    @api.model
    def _buckets(self, root):
        return root.sudo().credit_aging_bucket_ids.sorted("day_from")  # settings of the entity

    @api.model
    def _names(self, grouping, keys):
        nobody = {
            "partner": self.env._("Without customer"),
            "group": self.env._("Without customer"),
            "user": self.env._("No salesperson"),
            "grade": self.env._("No grade"),
            "country": self.env._("No country"),
        }
        # Names of whose items may be read, in sight or not.
        records = self.env[MODELS[grouping]].sudo().browse([key for key in keys if key]).exists()
        return dict.fromkeys(keys, nobody[grouping]) | {one.id: one.display_name for one in records}
