from dataclasses import fields as fields_of

from odoo import api, fields, models
from odoo.tools import SQL

from ...core.monitoring import indicators as core

MONTHS = 12
NAMES = [field.name for field in fields_of(core.Collection)]


class CreditCompanyFigure(models.Model):
    """Payment figures of a company, kept by month end: a trend is read from these rows, not from the ledger.

    The daily job fills in what is missing of the last twelve month ends. The latest one is worked out anew each
    day, for invoices are posted late; earlier ones stay as they were when the next month had ended.
    """

    _name = "credit.company.figure"
    _description = "Figures of a Company at a Month End"
    _order = "date desc, company_id"
    _rec_name = "date"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    date = fields.Date(string="Month End", required=True, readonly=True, index=True)
    dso = fields.Float(
        string="Days Sales Outstanding",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="Receivables at month end divided by the sales of a day: how many days of sales are not paid.",
    )
    dso_count_back = fields.Float(
        string="DSO (Count-Back)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="Sales of the latest months are taken from the receivables until nothing is left; the days that takes.",
    )
    best_possible_dso = fields.Float(
        string="Best Possible DSO",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="As if everything that is due had been paid.",
    )
    average_days_delinquent = fields.Float(
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="Days sales outstanding less the best possible: the days that late payers cost.",
    )
    collection_effectiveness = fields.Float(
        readonly=True,
        aggregator="avg",
        help="What was collected in the month of what could have been: 100 % is all of it.",
    )
    overdue_ratio = fields.Float(
        readonly=True, aggregator="avg", help="Share of the receivables that is overdue at month end."
    )

    _company_date_unique = models.Constraint(
        "UNIQUE (company_id, date)", "There are figures of this company and month end already."
    )

    @api.model
    def _keep(self, companies):
        """Write down the month ends that are missing, and the latest one again.

        :param companies: root companies
        """
        # Compiling a query of so many months takes PostgreSQL longer than running it.
        self.env.cr.execute("SET LOCAL jit = off")
        month_end = self.env["credit.month.end"]
        for company in companies:  # few; and where they are, another month may have ended
            days = month_end._days(month_end._last(company), MONTHS)
            kept = set(self.search([("company_id", "=", company.id), ("date", "in", days)]).mapped("date"))
            first = next((number for number, day in enumerate(days) if day not in kept), MONTHS - 1)
            found = self.env["credit.indicators"]._read_collection(company, days[first:])[company]
            self._write_down(company, found)

    @api.model
    def _write_down(self, company, found):
        """:param found: {month end: core.monitoring.indicators.Collection}"""
        rows = [(company.id, day, *(getattr(one, name) for name in NAMES)) for day, one in found.items()]
        names = list(map(SQL.identifier, NAMES))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO credit_company_figure (company_id, date, %(names)s) VALUES %(rows)s
                ON CONFLICT (company_id, date) DO UPDATE SET %(updates)s
                """,
                names=SQL(", ").join(names),
                rows=SQL(", ").join(SQL("%s", row) for row in rows),
                updates=SQL(", ").join(SQL("%s = EXCLUDED.%s", name, name) for name in names),
            )
        )
        self.invalidate_model()

    @api.model
    def _trend(self, company):
        """Figures of the last twelve month ends, the oldest first, without those that are unknown.

        :return: tuples of day, days sales outstanding and overdue ratio, None for what is not known
        """
        month_end = self.env["credit.month.end"]
        # Read in SQL: the ORM would make zero of what is not known.
        return self.env.execute_query(
            SQL(
                """
                SELECT date, dso::float8, overdue_ratio::float8 FROM credit_company_figure
                 WHERE company_id = %s AND date = ANY(%s) AND COALESCE(dso, overdue_ratio) IS NOT NULL ORDER BY date
                """,
                company.id,
                month_end._days(month_end._last(company), MONTHS),
            )
        )
