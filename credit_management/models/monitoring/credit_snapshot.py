from odoo import api, fields, models
from odoo.tools import SQL, date_utils

from ..account.credit_account import STATUSES

KEPT_DAILY = 1  # year
# Fields of an account without exposure whose change is worth a new row.
STANDING = ("exposure", "overdue_amount", "status", "score", "grade_id", "limit_state", "limit_amount")
# Columns and their types in the database, for arrays of values.
COLUMNS = {
    "account_id": "int4", "partner_id": "int4", "company_id": "int4", "date": "date", "exposure": "numeric",
    "amount_receivable": "numeric", "amount_order": "numeric", "overdue_amount": "numeric",
    "oldest_days_past_due": "int4", "bucket_0": "numeric", "bucket_1": "numeric", "bucket_31": "numeric",
    "bucket_61": "numeric", "bucket_91": "numeric", "bucket_121": "numeric", "limit_state": "varchar",
    "limit_amount": "numeric", "excess_amount": "numeric", "utilisation": "float8", "days_beyond_terms": "float8",
    "status": "varchar", "score": "numeric", "grade_id": "int4",
}  # fmt: skip


class CreditSnapshot(models.Model):
    """The figures of an account at the end of a day's monitoring, for trends; nobody changes them.

    Every day that an account has exposure, or that something has changed; after a year the last
    one of each month. Overdue amounts are kept by fixed spans of days past due, so that years can
    be compared whatever buckets a company reports by.
    """

    _name = "credit.snapshot"
    _description = "Snapshot of a Credit Account"
    _inherit = ["credit.single"]
    _order = "date desc, account_id"
    _rec_name = "date"
    _log_access = False

    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True, index=True)
    exposure = fields.Monetary(readonly=True, help="What the customer owed or would owe on that day.")
    amount_receivable = fields.Monetary(string="Receivables", readonly=True, help="Posted and not paid on that day.")
    amount_order = fields.Monetary(
        string="Orders Not Invoiced", readonly=True, help="Confirmed and not invoiced on that day."
    )
    overdue_amount = fields.Monetary(string="Overdue", readonly=True, help="Open after its due date on that day.")
    oldest_days_past_due = fields.Integer(
        string="Oldest (Days Past Due)",
        readonly=True,
        aggregator="max",
        help="Age of the oldest overdue item on that day.",
    )
    bucket_0 = fields.Monetary(string="Not Due", readonly=True, help="Open and not due on that day.")
    bucket_1 = fields.Monetary(
        string="1–30 Days Past Due", readonly=True, help="Open on that day, and 1 to 30 days after it was due."
    )
    bucket_31 = fields.Monetary(
        string="31–60 Days Past Due", readonly=True, help="Open on that day, and 31 to 60 days after it was due."
    )
    bucket_61 = fields.Monetary(
        string="61–90 Days Past Due", readonly=True, help="Open on that day, and 61 to 90 days after it was due."
    )
    bucket_91 = fields.Monetary(
        string="91–120 Days Past Due", readonly=True, help="Open on that day, and 91 to 120 days after it was due."
    )
    bucket_121 = fields.Monetary(
        string="Over 120 Days Past Due",
        readonly=True,
        help="Open on that day, and more than 120 days after it was due.",
    )
    limit_state = fields.Selection(
        [("not_assessed", "Not Assessed"), ("limited", "Limited"), ("unlimited", "Unlimited")],
        string="Limit Type",
        readonly=True,
    )
    limit_amount = fields.Monetary(string="Limit", readonly=True, help="In force on that day.")
    excess_amount = fields.Monetary(
        string="Over By", readonly=True, help="Exposure less limit, where that is more than nothing."
    )
    utilisation = fields.Float(
        string="Utilisation (%)",
        readonly=True,
        aggregator=None,
        help="Exposure as a share of the limit, in percent.",
    )
    days_beyond_terms = fields.Float(
        readonly=True, aggregator="avg", help="Of what was paid within a year: how many days after it was due."
    )
    status = fields.Selection(STATUSES, readonly=True)
    score = fields.Float(
        digits=(5, 2), readonly=True, aggregator="avg", help="Of the assessment in force on that day, from 0 to 100."
    )
    grade_id = fields.Many2one("credit.grade", readonly=True, ondelete="restrict")

    _account_day_unique = models.Constraint(
        "UNIQUE (account_id, date)", "There is a snapshot of this account and day already."
    )

    # === ACTIONS === #

    def action_open_account(self):
        """The account as it is now."""
        self.ensure_one()
        return self.account_id._get_records_action()

    # === BUSINESS === #

    @api.model
    def _keep(self, rows):
        """Write the snapshots that say something; one of the same day takes the place of the former."""
        if not rows:
            return
        names = list(COLUMNS)
        arrays = (SQL(f"%s::{COLUMNS[name]}[]", [row[name] for row in rows]) for name in names)
        columns = SQL(", ").join(map(SQL.identifier, names))
        changed = SQL(" OR ").join(
            SQL("new.%s IS DISTINCT FROM last.%s", SQL.identifier(name), SQL.identifier(name)) for name in STANDING
        )
        updates = (SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name)) for name in names[3:])
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO credit_snapshot (%(columns)s)
                SELECT %(new)s FROM UNNEST(%(arrays)s) new (%(columns)s)
             LEFT JOIN LATERAL (SELECT * FROM credit_snapshot former WHERE former.account_id = new.account_id
                                   AND former.date <= new.date ORDER BY former.date DESC LIMIT 1) last ON TRUE
                 WHERE new.exposure <> 0 OR new.amount_receivable <> 0 OR new.amount_order <> 0
                    OR last.id IS NULL OR %(changed)s
                ON CONFLICT (account_id, date) DO UPDATE SET %(updates)s
                """,
                columns=columns,
                new=SQL(", ").join(SQL("new.%s", SQL.identifier(name)) for name in names),
                arrays=SQL(", ").join(arrays),
                changed=changed,
                updates=SQL(", ").join(updates),
            )
        )
        self.invalidate_model()
        self._thin({row["account_id"]: row["date"] for row in rows})

    @api.model
    def _thin(self, today):
        """Of what is older than a year keep the last snapshot of each month.

        :param today: {account id: day}
        """
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM credit_snapshot old
                      USING UNNEST(%s::int[], %s::date[]) account (id, until), credit_snapshot later
                      WHERE old.account_id = account.id AND old.date < account.until
                        AND later.account_id = old.account_id AND later.date > old.date
                        AND later.date < DATE_TRUNC('month', old.date) + INTERVAL '1 month'
                """,
                list(today),
                [date_utils.subtract(day, years=KEPT_DAILY) for day in today.values()],
            )
        )

    @api.model
    def _before(self, accounts, today, days):
        """Score and grade as they were so many days ago.

        :param today: {company: day}
        :return: rows of account id, score and grade id, None where they were not known
        """
        on = [fields.Date.subtract(today[account.company_id], days=days) for account in accounts]
        return self.env.execute_query(
            SQL(
                """
                SELECT account.id, former.score::float8, former.grade_id
                  FROM UNNEST(%s::int[], %s::date[]) account (id, date)
            CROSS JOIN LATERAL (SELECT score, grade_id FROM credit_snapshot WHERE account_id = account.id
                                   AND date <= account.date ORDER BY date DESC LIMIT 1) former
                """,
                accounts.ids,
                on,
            )
        )
