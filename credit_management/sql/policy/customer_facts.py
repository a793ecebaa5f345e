"""Facts about customers of a legal entity besides what they owe."""

from odoo.tools import SQL

from ..limit import group

# As PostgreSQL declares them.
COLUMNS = (
    "partner_id int, account_id int, status varchar, grade_id int, risk_class varchar, next_review date,"
    " limit_state text, limit_amount float8, limit_valid_to date, limit_expired boolean,"
    " limit_expired_amount float8, country_id int, industry_id int, team_id int,"
    " category_ids int[], payment_terms jsonb, group_id int, cap float8, members jsonb, group_state text,"
    " group_amount float8, group_valid_to date, group_expired boolean, group_expired_amount float8"
)
# Columns of the group a customer belongs to, and those of one that belongs to none.
OF_GROUP = """
    membership.group_id, membership.cap,
    CASE WHEN membership.group_id IS NOT NULL THEN (
         SELECT jsonb_agg(jsonb_build_array(one.account_id, one.partner_id, one.company_id, one.rate)
                          ORDER BY one.account_id)
           FROM (%(members)s) one WHERE one.group_id = membership.group_id)
     END,
    shared.state, shared.amount, shared.valid_to, shared.expired, shared.expired_amount
"""
NO_GROUP = SQL(
    "NULL::int, NULL::float8, NULL::jsonb, NULL::text, NULL::float8, NULL::date, NULL::boolean, NULL::float8"
)


def grouped(partner_ids, root_id):
    """SQL condition that one of these customers is, was or will be a member of a group."""
    return SQL(
        """
        EXISTS (SELECT FROM credit_account account
                  JOIN credit_group_member member ON member.account_id = account.id
                 WHERE account.partner_id = ANY(%s) AND account.company_id = %s)
        """,
        partner_ids,
        root_id,
    )


def facts(partner_ids, root_id, today, effective_limits, grouped=True):
    """The account, its limit, and what rules choose customers by; one row a customer.

    Country, industry and tags are those agreed with the account: what a contact says counts before there is one.

    :param partner_ids: ids of commercial partners
    :param root_id: id of the root company
    :param today: the day
    :param effective_limits: SQL of the limits in force, see ``credit.limit._effective_sql``
    :param grouped: whether one of them may belong to a group; the query is shorter where none does
    """
    shared = SQL(
        """
     LEFT JOIN LATERAL (SELECT member.group_id, member.cap FROM (%(members)s) member
                         WHERE member.account_id = account.id LIMIT 1) membership ON TRUE
     LEFT JOIN LATERAL (SELECT * FROM (%(shared)s) shared WHERE shared.group_id = membership.group_id) shared ON TRUE
        """,
        members=group.members(today),
        shared=group.limits(today),
    )
    return SQL(
        """
        SELECT customer.id, account.id, account.status, account.grade_id, account.risk_class,
               account.next_review, effective.state, effective.amount::float8, effective.valid_to, effective.expired,
               effective.expired_amount::float8,
               CASE WHEN account.id IS NULL THEN customer.country_id ELSE account.country_id END,
               CASE WHEN account.id IS NULL THEN customer.industry_id ELSE account.industry_id END,
               account.team_id,
               ARRAY(SELECT category_id FROM res_partner_res_partner_category_rel
                      WHERE partner_id = customer.id AND account.id IS NULL
                      UNION ALL
                     SELECT res_partner_category_id FROM credit_account_res_partner_category_rel
                      WHERE credit_account_id = account.id),
               customer.property_payment_term_id,
               %(of_group)s
          FROM res_partner customer
     LEFT JOIN credit_account account ON account.partner_id = customer.id AND account.company_id = %(root)s
               AND account.partner_id = ANY(%(partners)s)  -- said twice, for PostgreSQL to read few accounts
     LEFT JOIN LATERAL (SELECT * FROM (%(limits)s) effective WHERE effective.account_id = account.id) effective ON TRUE
          %(shared)s
         WHERE customer.id = ANY(%(partners)s)
        """,
        root=root_id,
        limits=effective_limits,
        of_group=SQL(OF_GROUP, members=group.members(today)) if grouped else NO_GROUP,
        shared=shared if grouped else SQL(),
        partners=partner_ids,
    )


def earlier_orders(partner_ids, root_id, order_ids):
    """How many confirmed orders each customer has besides those given."""
    return SQL(
        """
        SELECT bill.commercial_partner_id, COUNT(so.id)
          FROM res_partner bill
          JOIN sale_order so ON so.partner_invoice_id = bill.id AND so.state = 'sale' AND so.id <> ALL(%(orders)s)
          JOIN res_company company ON company.id = so.company_id
           AND SPLIT_PART(company.parent_path, '/', 1)::int = %(root)s
         WHERE bill.commercial_partner_id = ANY(%(partners)s)
         GROUP BY 1
        """,
        root=root_id,
        partners=partner_ids,
        orders=order_ids,
    )
