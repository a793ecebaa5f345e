"""Receivables by age: sums by customer, filtered and added up to the lines of a report.

Sums have the columns partner_id, user_id, credit (what is to the customer's good, negative) and one for each bucket.
"""

from odoo.tools import SQL

from . import present_sums

# Of what a line is one, as SQL over ``one`` (a sum), ``customer``, ``account`` and ``head``.
KEYS = {
    "partner": SQL("one.partner_id"),
    "group": SQL("COALESCE(head.head_id, one.partner_id)"),
    "user": SQL("one.user_id"),
    "grade": SQL("account.grade_id"),
    "country": SQL("customer.country_id"),
}
# Who stands at the head of the companies that a customer belongs to; nothing of who belongs to none.
HEADS = SQL(
    """
    SELECT DISTINCT ON (id) id, parent_id AS head_id FROM (
           WITH RECURSIVE upwards AS (
                SELECT id, parent_id, 1 AS step FROM res_partner
                 WHERE parent_id IS NOT NULL AND commercial_partner_id = id
                 UNION ALL
                SELECT upwards.id, parent.parent_id, step + 1
                  FROM upwards JOIN res_partner parent ON parent.id = upwards.parent_id
                 WHERE parent.parent_id IS NOT NULL AND step < 50)
         SELECT * FROM upwards) upwards
     ORDER BY id, step DESC
    """
)


def members(head_id):
    """SELECT of the customers below the head of a group."""
    return SQL("SELECT id FROM (%s) head WHERE head_id = %s", HEADS, head_id)


def columns(count):
    return [SQL.identifier(f"bucket_{number}") for number in range(1, count + 1)]


def of_sums(view, scope, by_user=False):
    """Sums of all customers, and of who sold it if wanted: from the sums that the exposure is read from."""
    sources = (present_sums.receivable, present_sums.beside) if scope.more else (present_sums.receivable,)
    buckets = [
        SQL("SUM(NULLIF(part.buckets[%s], 'NaN')) AS %s", number, name)
        for number, name in enumerate(columns(len(view.bucket_starts)), 1)
    ]
    return scope.within(
        SQL(
            """
            SELECT part.partner_id, %(user)s AS user_id,
                   SUM(NULLIF(part.amount, 'NaN')) FILTER (WHERE part.category = 'unallocated') AS credit, %(buckets)s
              FROM (%(parts)s) part (partner_id, root_id, category, amount, overdue, days_past_due, buckets %(column)s)
             WHERE part.category IN ('receivable', 'unallocated')
             GROUP BY part.partner_id %(column)s
            """,
            user=SQL("part.user_id") if by_user else SQL("NULL::int"),
            column=SQL(", user_id") if by_user else SQL(),
            buckets=SQL(", ").join(buckets),
            parts=SQL(" UNION ALL ").join(source(view, scope, by_user) for source in sources),
        )
    )


def of_items(items, bucket_ids):
    """The same from rows, by salesperson too.

    :param items: SQL of receivables and of what is not matched, with partner_id, user_id, category, bucket_id, amount
    :param bucket_ids: the first bucket takes what is in none
    """
    first, *others = bucket_ids or (0,)
    conditions = [SQL("(bucket_id = %s OR bucket_id IS NULL)", first), *(SQL("bucket_id = %s", one) for one in others)]
    buckets = [
        SQL("SUM(amount) FILTER (WHERE category = 'receivable' AND %s) AS %s", condition, name)
        for condition, name in zip(conditions, columns(len(conditions)), strict=True)
    ]
    return SQL(
        """
        SELECT partner_id, user_id, SUM(amount) FILTER (WHERE category = 'unallocated') AS credit, %(buckets)s
          FROM (%(items)s) item
         GROUP BY partner_id, user_id
        """,
        buckets=SQL(", ").join(buckets),
        items=items,
    )


def lines(sums, count, root_id, grouping, conditions=(), minimum=0.0, places=2, offset=0, limit=None):
    """The lines of a report, the largest balance first, after one row of their totals.

    Columns: the key of the line, None in the totals; how many lines there are, in the totals, or customers; the
    buckets; what is not matched.

    :param count: of buckets
    :param conditions: SQL over ``one``, ``customer`` and ``account``
    :param minimum: the least balance of a customer, 0 for all
    """
    figures = [*columns(count), SQL("credit")]
    # As floats are rounded, where sums are floats: as numbers of any length it would take longer than adding up.
    added = SQL(", ").join(
        SQL("(ROUND(COALESCE(SUM(%s), 0) * %s) / %s)::float8 AS %s", name, 10**places, 10**places, name)
        for name in figures
    )
    totals = SQL(", ").join(SQL("COALESCE(SUM(%s), 0)", name) for name in figures)
    return SQL(
        """
        WITH line AS MATERIALIZED (
             SELECT key, %(customers)s AS customers, %(added)s
               FROM (%(kept)s) kept
              WHERE %(large)s
              GROUP BY key)
        SELECT NULL::int, COUNT(*), %(totals)s FROM line
         UNION ALL
       (SELECT key, customers, %(names)s FROM line
         ORDER BY %(balance)s DESC, key NULLS LAST OFFSET %(offset)s LIMIT %(limit)s)
        """,
        kept=_kept(sums, figures, root_id, grouping, conditions, bool(minimum)),
        customers=SQL("1") if grouping == "partner" else SQL("COUNT(DISTINCT COALESCE(partner_id, 0))"),
        added=added,
        totals=totals,
        names=SQL(", ").join(figures),
        large=SQL("whole >= %s", minimum) if minimum else SQL("TRUE"),
        balance=SQL(" + ").join(figures),
        offset=offset,
        limit=limit,
    )


def _kept(sums, figures, root_id, grouping, conditions, whole):
    balance = SQL(" + ").join(SQL("COALESCE(one.%s, 0)", name) for name in figures)
    return SQL(
        """
        SELECT one.*, %(key)s AS key %(whole)s
          FROM (%(sums)s) one
     LEFT JOIN res_partner customer ON customer.id = one.partner_id
     LEFT JOIN credit_account account ON account.partner_id = one.partner_id AND account.company_id = %(root)s
            %(heads)s
         WHERE %(conditions)s
        """,
        key=KEYS[grouping],
        whole=SQL(", SUM(%s) OVER (PARTITION BY one.partner_id) AS whole", balance) if whole else SQL(),
        sums=sums,
        root=root_id,
        heads=SQL("LEFT JOIN (%s) head ON head.id = one.partner_id", HEADS) if grouping == "group" else SQL(),
        conditions=SQL(" AND ").join(conditions) or SQL("TRUE"),
    )
