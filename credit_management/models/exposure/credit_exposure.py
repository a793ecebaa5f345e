from collections import defaultdict
from dataclasses import replace
from math import isnan

from odoo import api, models
from odoo.tools import SQL

from ...core.exposure.exposure import CATEGORIES, DISPUTED, UNALLOCATED, Exposure
from ...core.exposure.netting import Overdue, net
from ...sql.exposure import functions, mismatches, present_sums
from ...sql.exposure.scope import literal

FEW = 2000  # accounts, of which each is looked up by its customer


class CreditExposure(models.AbstractModel):
    """The exposure of customers, summed from the open items: the one definition of exposure."""

    _name = "credit.exposure"
    _description = "Exposure"

    @api.model
    def _read_figures(self, accounts, as_of=None, bucket_starts=None, with_buckets=True):
        """The exposure of each credit account, in one query whatever their number.

        No access is checked: the caller has read the accounts.

        :param as_of: the date to look from; the company's today when left out
        :param bucket_starts: by days past due, today, instead of the company's own buckets
        :param with_buckets: whether the age of what is owed is wanted; figures of few accounts are read faster without
        :return: {account: core.exposure.exposure.Exposure}
        """
        keys = list(zip(self._read(accounts, "partner_id"), self._read(accounts, "company_id"), strict=True))
        wanted = {key for key in keys if key[0]} if accounts.ids else set()
        if as_of or with_buckets or len(wanted) > FEW:
            sums = self._read_sums(wanted, as_of, bucket_starts)
        else:
            sums = self._read_few(wanted)
        return {account: sums.get(key) or Exposure() for account, key in zip(accounts, keys, strict=True)}

    @api.model
    def _read(self, records, name):
        """The id in a field of each record, from the cache: an access for each would take far longer."""
        cache = records._fields[name]._get_cache(records.env)
        if not all(record_id in cache for record_id in records._ids):
            records.mapped(name)
        return [cache[record_id] for record_id in records._ids]

    @api.model
    def _read_sums(self, keys, as_of=None, bucket_starts=None):
        """The exposure of customers, whether or not they have an account.

        :param keys: a set of pairs of commercial partner id, False for nobody, and root company id
        :param bucket_starts: see ``_read_figures``
        :return: {key: core.exposure.exposure.Exposure}
        """
        if not keys:
            return {}
        # Users of a branch need not see the entity whose view of its items counts.
        companies = self.env["res.company"].sudo().browse({root_id for _partner_id, root_id in keys})
        counted = {company.id: company._credit_counted_categories(as_of) for company in companies}
        partner_ids = sorted({partner_id for partner_id, _root_id in keys if partner_id})
        items = self.env["credit.open.item"]
        items._flush()
        scopes = [items._scope(partner_ids)] if partner_ids else []
        if any(not partner_id for partner_id, _root_id in keys):
            scopes.append(items._scope_of_nobody())
        parts = defaultdict(list)
        for scope in scopes:
            if as_of:
                query = self._past_sql(companies, scope, as_of)
            else:
                query = self._sums_sql(companies, scope, bucket_starts)
            for part in self.env.execute_query(query):
                parts[part[0] or False, part[1]].append(part)
        return {key: self._sum_up(parts.get(key, ()), counted[key[1]]) for key in keys}

    @api.model
    def _read_totals(self, root, partner_ids, counted=None, view=None, beside=None):
        """The same for few customers and a decision: without buckets, and without planning the query anew.

        :param root: a root company
        :param partner_ids: ids of commercial partners
        :param counted: the categories that add up to it; those of the policy in force when left out
        :param view: how the company looks at its items on the day of the decision; today when left out
        :param beside: SQL of a statement to be carried out in the same query
        :return: {partner id: core.exposure.exposure.Exposure}
        """
        if not partner_ids:
            return {}
        items, view = self.env["credit.open.item"], view or root._credit_view()
        items._flush()
        query = SQL(
            "%sSELECT * FROM credit_exposure_sums(%s::int[], %s::int[], %s, %s::int[], %s, %s, %s)",
            SQL("WITH beside AS (%s) ", beside) if beside else SQL(),
            literal(partner_ids), list(items._receivable_account_ids()), root.id, list(view.company_ids), view.today,
            view.decimal_places, view.later_from,
        )  # fmt: skip
        self.env.cr.execute(query, log_exceptions=not beside)  # a statement beside it may have to be done again
        counted = counted or root._credit_counted_categories()
        return self._sum_up_each(self.env.cr.fetchall(), partner_ids, counted)

    @api.model
    def _sum_up_each(self, rows, partner_ids, counted):
        """
        :param rows: those of ``credit_exposure_sums``
        :return: {partner id: core.exposure.exposure.Exposure}
        """
        parts = defaultdict(list)
        for part in rows:
            parts[part[0]].append(part)
        return {id_: self._sum_up(parts.get(id_, ()), counted) for id_ in partner_ids}

    @api.model
    def _read_few(self, keys):
        """The figures of few customers today, without buckets: see ``_read_totals``."""
        sums = {}
        # Users of a branch need not see the entity whose view of its items counts.
        for root in self.env["res.company"].sudo().browse({root_id for _partner_id, root_id in keys}):
            partner_ids = sorted(partner_id for partner_id, root_id in keys if root_id == root.id)
            sums |= {(one, root.id): figures for one, figures in self._read_totals(root, partner_ids).items()}
        return sums

    @api.model
    def _read_overdue(self, root, totals, view=None):
        """The overdue amounts of few customers, for a decision: without what is let off of them, less their own
        credits, the oldest items first.

        :param totals: what ``_read_totals`` has given
        :param view: the one they were read by
        :return: {partner id: core.exposure.netting.Overdue}
        """
        view, found, open_ = view or root._credit_view(), {}, []
        let_off = self._read_let_off(root, {id_: one for id_, one in totals.items() if one.overdue}, view)
        for partner_id, exposure in totals.items():
            credit = -exposure.of(UNALLOCATED)
            if not exposure.overdue or (credit <= 0 and not let_off.get(partner_id)):
                found[partner_id] = Overdue(exposure.overdue, exposure.oldest_days_past_due)
            elif let_off.get(partner_id) or root.currency_id.compare_amounts(credit, exposure.overdue) < 0:
                open_.append(partner_id)
            else:
                found[partner_id] = Overdue(0.0, 0, exposure.overdue)
        if open_:
            items = self._read_by_customer(present_sums.overdue(view, self.env["credit.open.item"]._scope(open_)))
            for id_ in open_:
                found[id_] = net(items[id_], -totals[id_].of(UNALLOCATED), let_off.get(id_, ()))
        return found

    @api.model
    def _read_let_off(self, root, totals, view):
        """What does not count of the overdue items of few customers: what is in dispute, as the policy says; for what
        else was agreed about them to extend.

        :param totals: of customers with something overdue
        :return: {partner id: [(days past due, amount)]}
        """
        disputed = [id_ for id_, exposure in totals.items() if exposure.of(DISPUTED)]
        if not disputed:
            return {}
        scope = self.env["credit.open.item"]._scope(disputed)
        return dict(self._read_by_customer(present_sums.let_off(view, scope)))

    @api.model
    def _read_by_customer(self, query):
        """
        :return: {partner id: [(days past due, amount)]}
        """
        found = defaultdict(list)
        for partner_id, days, amount in self.env.execute_query(query):
            found[partner_id].append((days, amount))
        return found

    @api.model
    def _read_receivables(self, companies):
        """The receivables of all customers of legal entities together, with an account or without.

        :return: {company id: amount}
        """
        self.env["credit.open.item"]._flush()
        scope = self.env["credit.open.item"]._scope()
        totals = {}
        for company in companies:
            rows = scope.within(present_sums.receivable(company._credit_view(), scope))
            query = SQL(
                "SELECT COALESCE(SUM(NULLIF(amount, 'NaN')), 0) FROM (%s) part WHERE category = 'receivable'", rows
            )
            totals[company.id] = self.env.execute_query(query)[0][0]
        return totals

    @api.model
    def _read_mismatches(self):
        """Customers whose stored rests differ from entries and matchings.

        :return: {(commercial partner id or None, root company id): number of journal items}
        """
        items = self.env["credit.open.item"]
        items._flush()
        query = mismatches.by_customer(items._receivable_account_ids())
        return {(partner_id, root_id): count for partner_id, root_id, count in self.env.execute_query(query)}

    @api.model
    def _read_order_mismatches(self):
        """Customers with open orders whose stored total differs from their lines.

        :return: {(commercial partner id, root company id): names of the orders}
        """
        self.env["credit.open.item"]._flush()
        rows = self.env.execute_query(mismatches.orders_by_customer())
        return {(partner_id, root_id): names for partner_id, root_id, names in rows}

    @api.model
    def _sum_up(self, parts, counted):
        by_category = dict.fromkeys(CATEGORIES, 0.0)
        overdue, oldest, by_bucket = 0.0, 0, []
        for _partner_id, _root_id, category, amount, past_due, days, buckets in parts:
            by_category[category] = by_category.get(category, 0.0) + amount
            overdue += past_due
            oldest = max(oldest, days)
            if buckets:
                by_bucket.append(buckets)
        if isnan(sum(by_category.values())):
            return Exposure(dict.fromkeys(CATEGORIES, 0.0), counted, is_broken=True)
        whole = by_bucket[0] if len(by_bucket) == 1 else map(sum, zip(*by_bucket, strict=True))
        return Exposure(by_category, counted, overdue, oldest, tuple(whole))

    # === SQL === #

    @api.model
    def _sums_sql(self, companies, scope, bucket_starts=None, only_receivables=False):
        others = functions.other_sums if scope.partner_ids else present_sums.not_receivable
        views = [company._credit_view() for company in companies]
        if bucket_starts:
            views = [replace(view, bucket_starts=bucket_starts, by_invoice_date=False) for view in views]
        if scope.partner_ids is None:
            later = self.env["credit.open.item"]._has_settled_later([view.today for view in views])
            views = [replace(view, exact=not only_receivables, settled_later=later) for view in views]
        return present_sums.sums(views, scope, None if only_receivables else others)

    @api.model
    def _past_sql(self, companies, scope, as_of):
        """The same columns, from the items of a past day."""
        buckets = SQL(", ").join(
            SQL("CASE WHEN bucket = %s THEN amount ELSE 0 END", number)
            for number in range(1, max(len(company._credit_view().bucket_starts) for company in companies) + 1)
        )
        return SQL(
            """
            SELECT partner_id, root_id, category, amount::float8,
                   CASE WHEN days_past_due > 0 THEN amount ELSE 0 END::float8, days_past_due,
                   ARRAY[%s]::float8[]
              FROM (%s) item
            """,
            buckets,
            self.env["credit.open.item"]._aged_sql(as_of, scope=scope),
        )

    @api.model
    def _figures_sql(self, only_receivables=False):
        """Sums by customer and legal entity, for the database to search and sort by.

        :param only_receivables: leaves out what can be neither overdue nor old; the total is not that of the exposure
        :return: SQL with the columns partner_id, root_id, total, overdue, oldest_days_past_due
        """
        # Whose accounts may be seen is for the access rules to say, not for the sums.
        companies = self.env["res.company"].sudo().search([("parent_id", "=", False)])
        counts = SQL(" OR ").join(
            SQL("(root_id = %s AND category = ANY(%s))", company.id, sorted(company._credit_counted_categories()))
            for company in companies
        )
        return SQL(
            """
            SELECT partner_id, root_id, COALESCE(SUM(amount) FILTER (WHERE %s), 0) AS total,
                   ROUND(SUM(overdue)::numeric, 6) AS overdue, MAX(days_past_due) AS oldest_days_past_due
              FROM (%s) part
             GROUP BY partner_id, root_id
            """,
            counts,
            self._sums_sql(companies, self.env["credit.open.item"]._scope(), (0,), only_receivables),
        )
