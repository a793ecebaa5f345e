"""Orders of customers lately, and before: confirmed orders with tax, in the company's currency."""

from odoo.tools import SQL

from ..exposure.scope import array

RECENT, BEFORE = 30, 180  # days: the month looked at, and the half-year it is compared with


def by_customer(partner_ids, company_ids, today):
    """SELECT of commercial partner id, amount of the recent days, amount and first day of those before."""
    return SQL(
        """
        SELECT partner.commercial_partner_id,
               COALESCE(SUM(so.amount_total / COALESCE(NULLIF(so.currency_rate, 0), 1))
                        FILTER (WHERE so.date_order >= %(recent)s), 0)::float8,
               COALESCE(SUM(so.amount_total / COALESCE(NULLIF(so.currency_rate, 0), 1))
                        FILTER (WHERE so.date_order < %(recent)s), 0)::float8,
               MIN(so.date_order)::date
          FROM sale_order so
          JOIN res_partner partner ON partner.id = so.partner_invoice_id
         WHERE so.state = 'sale' AND so.company_id = ANY(%(companies)s) AND so.date_order >= %(start)s
           AND so.partner_invoice_id = ANY(ARRAY(SELECT id FROM res_partner WHERE commercial_partner_id = ANY(%(ids)s)))
         GROUP BY partner.commercial_partner_id
        """,
        recent=SQL("(%s::date - %s)", today, RECENT),
        start=SQL("(%s::date - %s)", today, RECENT + BEFORE),
        companies=array(company_ids),
        ids=array(partner_ids),
    )
