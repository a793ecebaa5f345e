from dataclasses import replace

from odoo import api, models, tools
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainBool, DomainCondition, DomainNary, DomainNot
from odoo.tools import SQL, OrderedSet

from ...sql.exposure.days import Days
from ...sql.exposure.receivables import first_due, settled_later
from .credit_open_item import Shape

AHEAD = 5  # times as many items as are asked for are looked at first
# What items are still known by when those of the same days are added up.
SUMMED = {"category", "company_id", "root_id", "date", "date_due", "days_past_due", "bucket_id", "counts"}
AGGREGATES = {"__count", "amount:sum", "days_past_due:max"}
# What needs no more of an item than its id.
NARROW = SUMMED | {"id", "partner_id", "amount", "company_currency_id", "grade_id", "country_id"}


def _leaves(domain):
    """The conditions of a domain, those in SQL too."""
    if isinstance(domain, DomainNary):
        for child in domain.children:
            yield from _leaves(child)
    elif isinstance(domain, DomainNot):
        yield from _leaves(domain.child)
    else:
        yield domain


class CreditOpenItem(models.Model):
    """How lists of a large ledger are read: of a million items no more than what is asked for.

    None of this changes which items there are: it says in advance what a query will ask of the view.
    """

    _inherit = "credit.open.item"

    @api.model
    def _search(self, domain, *args, **options):
        # EXTENDS 'base': items asked for by their ids are looked up, not searched among all.
        shape, ids = self._shape(), self._ids_of(Domain(domain))
        if ids is not None and shape.ids is None:
            looking = self.with_context(credit_shape=Shape(shape.details, ids, shape.summed))
            return looking._search(domain, *args, **options)
        return super()._search(domain, *args, **options)

    @api.model
    @api.private
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        # EXTENDS 'base': a page is found by what it is chosen and sorted by, and read afterwards.
        order = order or self._order
        names = {term.split()[0] for term in order.split(",") if term.strip()}
        if not limit or self._shape() != Shape() or not names <= NARROW or not self._asks_only(domain, NARROW):
            return super().search_fetch(domain, field_names, offset, limit, order)
        query = None
        narrow = self.with_context(credit_shape=Shape(("id",), self._ids_of(Domain(domain))))
        self._expect_many()
        if order == self._order and not self.env.context.get("credit_as_of"):
            self._flush()
            until = self.env.execute_query(first_due(self._scope(), AHEAD * (offset + limit)))[0][0]
            soon = Domain(domain) & Domain("date_due", "<=", until) if until else Domain.FALSE
            query = narrow._search(soon, offset=offset, limit=limit, order=order)
        ids = query.get_result_ids() if query else ()
        if len(ids) < limit:
            ids = narrow._search(domain, offset=offset, limit=limit, order=order).get_result_ids()
        items = self.browse(ids)
        items.fetch(field_names)
        return items

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        # EXTENDS 'base': what tells no customers apart is summed up by days first.
        names = {spec.split(":")[0].split(".")[0] for spec in groupby}
        is_summed = (
            self._shape() == Shape()
            and not self.env.context.get("credit_as_of")
            and not having
            and names <= SUMMED
            and AGGREGATES.issuperset(aggregates)
            and self._asks_only(domain, SUMMED)
        )
        if is_summed:
            self._expect_many()
            self._flush()
            dated = "date" in names or not self._asks_only(domain, SUMMED - {"date"})
            summing = self.with_context(credit_shape=Shape((), summed=self._days(dated)))
            # For the days of open items PostgreSQL expects a hundred times as many as there are, and one process.
            # And it leaves a table of 50,000 orders to one.
            self.env.cr.execute("SET LOCAL parallel_tuple_cost = 0.03; SET LOCAL min_parallel_table_scan_size = '1MB'")
            return summing._read_group(domain, groupby, aggregates, having, offset, limit, order)
        return super()._read_group(domain, groupby, aggregates, having, offset, limit, order)

    @api.model
    @tools.ormcache()
    def _company_ids(self):
        """Every company there is; Odoo empties the cache when another one comes."""
        companies = self.env["res.company"].sudo().with_context(active_test=False)  # as below
        return tuple(companies.search([]).ids)  # pylint: disable=no-search-all

    @api.model
    def _days(self, dated):
        """What sums of all items know in advance.

        :param dated: whether the day of the invoice is asked for
        :rtype: Days
        """
        # Each item counts on the day of its company, in sight or not.
        companies = self.env["res.company"].sudo().browse(self._company_ids())
        views = {company: company._credit_root()._credit_view() for company in companies}
        days = Days(
            {company.id: view.today for company, view in views.items()},
            {company.id: view.later_from for company, view in views.items()},
            {company.id: view.decimal_places for company, view in views.items()},
            dated=dated or any(view.by_invoice_date for view in views.values()),
        )
        scope, first = self._scope(), SQL("%s::date", min(days.today.values()))
        settled = self.env.execute_query(scope.within(settled_later(scope, days.of("receipt"), first)))
        return replace(days, settled=tuple(settled))

    @api.model
    def _has_settled_later(self, days):
        """Whether any receivable is matched with a receipt of a later day, of whomever.

        :param days: today, in each company looked at
        """
        first, scope = SQL("%s::date", min(days)), self._scope()
        query = scope.within(SQL("SELECT EXISTS (%s)", settled_later(scope, first)))
        return self.env.execute_query(query)[0][0]

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        # EXTENDS 'base'
        if aggregate_spec == "__count" and self._shape().summed:
            return SQL("COALESCE(SUM(%s), 0)::bigint", SQL.identifier(self._table, "items"))
        return super()._read_group_select(aggregate_spec, query)

    @api.model
    def _expect_many(self):
        """Have the rest of this transaction planned for sums over a whole ledger.

        Compiling a query over every source takes PostgreSQL several times as long as running it, sums by customer fit
        into memory, and an index that holds all that is asked for is read from end to end.
        """
        self.env.cr.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL random_page_cost = 1.1")

    @api.model
    def _asks_only(self, domain, names):
        """Whether a domain and the rules on the user's items are about nothing but these columns."""
        domains = [Domain(domain)]
        if not self.env.su:
            domains.append(self.env["ir.rule"]._compute_domain(self._name, "read"))
        system = self.sudo()  # what rules read is no matter of the user's rights
        optimized = [one.optimize_full(system) for one in domains]
        return all(
            isinstance(one, DomainBool) or (isinstance(one, DomainCondition) and one.field_expr in names)
            for whole in optimized
            for one in _leaves(whole)
        )

    @api.model
    def _ids_of(self, domain):
        """Ids that a domain asks for; None where it asks for others too."""
        for condition in domain.children if isinstance(domain, DomainAnd) else [domain]:
            if not isinstance(condition, DomainCondition) or condition.field_expr != "id":
                continue
            ids = [condition.value] if condition.operator == "=" else condition.value
            if condition.operator in ("=", "in") and isinstance(ids, (list, tuple, set, frozenset, OrderedSet)):
                return tuple(one for one in ids if isinstance(one, int) and one)
        return None

    # === WHOSE === #

    @api.model
    def _sees_everybody(self):
        """Whether the user may see what every customer owes, as the rules have it."""
        groups = self.env.ref("credit_management.credit_open_item_rule_all").sudo().groups  # asks who sees every item
        return self.env.su or bool(groups & self.env.user.all_group_ids)

    @api.model
    def _sees_companies_whole(self):
        """Whether all rules on the user's items are about companies: then sums of companies show nothing else."""
        return self._asks_only(Domain.TRUE, {"company_id"})
