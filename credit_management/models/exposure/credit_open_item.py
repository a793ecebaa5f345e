from dataclasses import dataclass

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...const import ANALYST
from ...core.exposure.exposure import CLEARING, DRAFT_INVOICE, ORDER, ORDER_LATER, RECEIVABLE, UNALLOCATED
from ...sql.exposure import past_items, present_items
from ...sql.exposure.days import Days
from ...sql.exposure.item_columns import SOLD_BY, rounded, wanted
from ...sql.exposure.scope import Nobody, Scope
from ..common.pending import is_pending

POSTED = (RECEIVABLE, UNALLOCATED)
# Columns of every item, whatever is shown of it.
ALWAYS = (
    "category", "partner_id", "company_id", "date", "date_due", "amount", "root_id", "days_past_due", "counts",
    "company_currency_id",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """What is read of the items: all details or some, all items or some, or sums of those of the same days."""

    details: bool | tuple = True
    ids: tuple | None = None
    summed: Days | None = None


class CreditOpenItem(models.Model):
    """One thing a customer owes or will owe. The only reader of receivables and of orders.

    An item belongs to the commercial partner of the address the document is billed to, a receivable
    without one to nobody, and to the legal entity (root company) of the document's company. Amounts are in that
    company's currency, at the rate of the document's own date.

    With ``credit_as_of`` (a date) in the context the items are those of that date: see
    sql/exposure/past_items.py.
    """

    _name = "credit.open.item"
    _description = "Open Item"
    _inherit = ["credit.single"]
    _auto = False
    _order = "date_due, id"
    _rec_name = "reference"

    category = fields.Selection(
        [
            (RECEIVABLE, "Receivable"),
            (DRAFT_INVOICE, "Draft Invoice"),
            (ORDER, "Order Not Invoiced"),
            (ORDER_LATER, "Order Beyond Horizon"),
            (UNALLOCATED, "Unallocated Payment"),
            (CLEARING, "Receipt in Clearing"),
        ],
        readonly=True,
    )
    reference = fields.Char(readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    document_partner_id = fields.Many2one("res.partner", string="Billed To", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    root_id = fields.Many2one("res.company", string="Legal Entity", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    move_id = fields.Many2one("account.move", string="Journal Entry", readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True)
    payment_id = fields.Many2one("account.payment", readonly=True)
    date = fields.Date(readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    date_moved_to = fields.Date(
        string="Moved To",
        readonly=True,
        help="Somebody has written this due date after posting. It counts once a credit manager has agreed to it on the"
        " invoice; until then days past due are counted from the due date it was posted with.",
    )
    days_past_due = fields.Integer(
        readonly=True, aggregator="max", help="Days since it was due; negative for what is not due yet."
    )
    bucket_id = fields.Many2one("credit.aging.bucket", readonly=True)
    grade_id = fields.Many2one(
        "credit.grade",
        readonly=True,
        groups=ANALYST,
        help="Of the customer's credit account, as it is today.",
    )
    country_id = fields.Many2one("res.country", readonly=True, help="Where the customer is.")
    amount = fields.Monetary(
        readonly=True,
        currency_field="company_currency_id",
        help="In the company's currency; payments and credit notes are negative.",
    )
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    amount_currency = fields.Monetary(
        string="Amount in Currency", readonly=True, aggregator=None, help="In the currency of the document."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    counts = fields.Boolean(string="Counts as Exposure", readonly=True)

    @property
    def _table_query(self):
        self._flush()
        as_of = fields.Date.to_date(self.env.context.get("credit_as_of"))
        shape = self._shape()
        names = [*ALWAYS, *wanted(shape.details), *(["items"] if shape.summed else [])]
        # The salesperson of a receivable is that of its invoice.
        special = {"user_id": SQL("COALESCE(item.user_id, move.invoice_user_id) AS user_id")}
        # Joins of columns nobody asks for are left out by PostgreSQL.
        return SQL(
            """
            SELECT %(columns)s, bucket.id AS bucket_id, account.grade_id, customer.country_id
              FROM (%(items)s) item
         LEFT JOIN credit_aging_bucket bucket
                ON bucket.company_id = item.root_id AND bucket.day_from = item.starts[item.bucket]
         LEFT JOIN credit_account account
                ON account.company_id = item.root_id AND account.partner_id = item.partner_id
         LEFT JOIN res_partner customer ON customer.id = item.partner_id
            %(moves)s
            """,
            columns=SQL(", ").join(special.get(name) or SQL.identifier("item", name) for name in names),
            items=self._aged_sql(
                as_of, detailed=shape.details, scope=self._scope(item_ids=shape.ids), summed=shape.summed
            ),
            moves=SOLD_BY if "user_id" in names else SQL(),
        )

    @api.model
    def _shape(self):
        """What of the items the queries of this model read; for callers that know what they will ask."""
        shape = self.env.context.get("credit_shape")
        return shape if isinstance(shape, Shape) else Shape()  # no client can send one

    def action_open_document(self):
        """The invoice, order or payment behind the item."""
        self.ensure_one()
        document = self.order_id or self.payment_id or self.move_id
        return document._get_records_action()

    # === SQL === #

    @api.model
    def _flush(self):
        """Write what the queries below read."""
        if not is_pending(self.env):
            return
        for model, names in self._columns_read().items():
            self.env[model].flush_model(names)

    @api.model
    def _columns_read(self):
        return {
            "account.move": [
                "state", "move_type", "partner_id", "commercial_partner_id", "company_id", "amount_total_signed",
                "amount_total", "invoice_currency_rate", "date", "invoice_date", "invoice_date_due", "invoice_user_id",
                "currency_id", "name", "credit_takes_less",
            ],
            "account.move.line": [
                "account_id", "partner_id", "company_id", "amount_residual", "amount_residual_currency", "reconciled",
                "date_maturity", "credit_date_due", "date", "invoice_date", "parent_state", "balance",
                "amount_currency", "price_total", "move_id", "move_name", "currency_id", "sale_line_ids", "quantity",
                "product_uom_id", "is_downpayment",
            ],
            "account.payment": [
                "state", "partner_id", "company_id", "amount", "amount_company_currency_signed", "payment_type",
                "partner_type", "date", "currency_id", "name",
            ],
            "account.partial.reconcile": None,
            "account.account": ["account_type", "non_trade"],
            "sale.order": [
                "state", "partner_invoice_id", "company_id", "currency_id", "currency_rate", "invoice_status",
                "date_order", "commitment_date", "user_id", "name", "credit_closed_short", "amount_total",
            ],
            "sale.order.line": [
                "order_id", "display_type", "is_downpayment", "product_uom_id", "product_uom_qty", "price_total",
                "price_unit", "discount", "qty_delivered", "qty_invoiced", "credit_price_of_one",
                "credit_qty_elsewhere",
            ],
            "uom.uom": ["factor"],
            "res.partner": ["commercial_partner_id", "tz", "country_id", "parent_id"],
            "res.company": None,
            "credit.account": ["partner_id", "company_id", "grade_id"],
            "credit.aging.bucket": None,
        }  # fmt: skip

    @api.model
    def _aged_sql(self, as_of=None, partner_ids=None, detailed=False, scope=None, summed=None):
        """Every open item with its age: the rows of this model, and of every sum of them.

        :param as_of: the date to look from; today, in each company, when left out
        :param partner_ids: ids of the commercial partners wanted; all when left out
        :param detailed: also what only rows to be shown have, such as reference and document: all of it, or by name
        :param scope: which items instead of those of the partners
        :param summed: Days, for items of one company and of the same days as one row; today only
        """
        scope = scope or self._scope(partner_ids)
        present = present_items.summed(scope, summed) if summed else present_items.items(scope, detailed)
        items = past_items.items(as_of, scope, detailed) if as_of else present
        names = [*wanted(detailed), *(["items"] if summed else [])]
        amount = rounded(SQL("item.amount"), SQL("company.decimal_places"))
        if not as_of and not scope.more:  # what the ledger holds is round
            amount = SQL(
                "CASE WHEN item.category = ANY(%s) THEN item.amount::numeric ELSE %s END", list(POSTED), amount
            )
        return SQL(
            """
            WITH company AS MATERIALIZED (%(company)s)
            SELECT item.category, item.partner_id, item.company_id, item.date, item.date_due,
                   NULLIF(%(amount)s, 'NaN') AS amount, company.root_id,
                   CASE item.category WHEN %(receivable)s THEN GREATEST(company.today - item.date_due, 0) ELSE 0 END
                   AS days_past_due,
                   CASE item.category WHEN %(receivable)s THEN GREATEST(WIDTH_BUCKET(%(age)s, company.starts), 1) END
                   AS bucket,
                   CASE item.category WHEN %(draft)s THEN company.count_draft WHEN %(order)s THEN company.count_order
                       WHEN %(later)s THEN FALSE
                       WHEN %(unallocated)s THEN company.count_unallocated WHEN %(clearing)s THEN company.count_clearing
                       ELSE TRUE END AS counts
                   %(shown)s %(details)s
              FROM (%(items)s) item
              JOIN company ON company.id = item.company_id
            """,
            company=self._company_sql(as_of),
            amount=amount,
            age=SQL("company.today - (CASE company.aging_basis WHEN 'invoice' THEN item.date ELSE item.date_due END)"),
            shown=SQL(", company.currency_id AS company_currency_id, company.starts")
            if detailed is not False
            else SQL(),
            details=SQL("").join(SQL(", %s", SQL.identifier("item", name)) for name in names),
            receivable=RECEIVABLE,
            draft=DRAFT_INVOICE,
            order=ORDER,
            later=ORDER_LATER,
            unallocated=UNALLOCATED,
            clearing=CLEARING,
            items=items,
        )

    @api.model
    def _scope(self, partner_ids=None, item_ids=None):
        return Scope(self._receivable_account_ids(), partner_ids, self._more_sources(), item_ids)

    @api.model
    def _scope_of_nobody(self):
        """Receivables on which no customer stands."""
        return Nobody(self._receivable_account_ids(), more=self._more_sources())

    @api.model
    def _more_sources(self):
        """The sources of other addons, see ``sql.exposure.scope.Scope``; for them to extend."""
        return ()

    @api.model
    @tools.ormcache()
    def _receivable_account_ids(self):
        """Accounts on which customers owe; what is no trade is no credit. See account_account.py."""
        # The chart says which they are, whoever asks: salespeople do not read it.
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        return tuple(accounts.search([("account_type", "=", "asset_receivable"), ("non_trade", "=", False)]).ids)

    @api.model
    def _company_sql(self, as_of=None):
        """SELECT of what the aging of each company needs: its root, currency, today, buckets and what counts.

        The twin of ``_credit_zone``, ``_credit_today`` and ``_credit_later_from`` of res.company.
        """
        zone = SQL("COALESCE(root.credit_tz, address.tz, 'UTC')")
        now = SQL("((%s::timestamp AT TIME ZONE 'UTC') AT TIME ZONE %s)::date", fields.Datetime.now(), zone)
        return SQL(
            """
            SELECT company.id, root.id AS root_id, root.currency_id, currency.decimal_places, calendar.today,
                   root.credit_aging_basis AS aging_basis,
                   counting.count_draft, counting.count_order, counting.count_unallocated, counting.count_clearing,
                   CASE WHEN counting.horizon_days > 0
                        THEN ((calendar.today + counting.horizon_days + 1)::timestamp AT TIME ZONE %(zone)s)
                             AT TIME ZONE 'UTC' END AS later_from,
                   COALESCE((SELECT ARRAY_AGG(day_from ORDER BY day_from) FROM credit_aging_bucket
                              WHERE company_id = root.id), ARRAY[0]) AS starts
              FROM res_company company
              JOIN res_company root ON root.id = SPLIT_PART(company.parent_path, '/', 1)::int
              JOIN res_partner address ON address.id = root.partner_id
              JOIN res_currency currency ON currency.id = root.currency_id
        CROSS JOIN LATERAL (SELECT %(today)s AS today) calendar
        CROSS JOIN LATERAL (%(counting)s) counting
            """,
            zone=zone,
            counting=self._counting_sql(),
            today=SQL("%s::date", as_of) if as_of else now,
        )

    @api.model
    def _counting_sql(self):
        """What counts in a company on a day: the categories, and how many days ahead orders do.

        The usual ones as long as nothing above says otherwise: a policy does. One row for ``root.id``
        and ``calendar.today``.
        """
        return SQL(
            "SELECT TRUE AS count_draft, TRUE AS count_order, TRUE AS count_unallocated, FALSE AS count_clearing,"
            " 0 AS horizon_days"
        )
