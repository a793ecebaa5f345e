import csv
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, convert_file, date_utils, file_open

from ..core.assessment import behaviour
from ..core.assessment.items import day_number
from ..core.ledger.ledger import Invoice
from ..core.monitoring.figures import Figures
from ..models.common.day import format_day

_logger = logging.getLogger(__name__)

# Each uses what those before it have made.
FILES = (
    "res_users",
    "res_partner",
    "credit_account",
    "account_move",
    "credit_financial_statement",
    "credit_survey",
    "credit_assessment",
    "sale_order",
    "credit_monitoring",
)
LEDGER = "credit_management/demo/ledger.csv"
STATEMENTS = "credit_management/demo/statements.csv"
FIRST_DAY = 371  # so many days ago the demonstration begins: alerts look back by a year
FRESH = timedelta(hours=12)  # what is younger was written while the demonstration is made


class CreditDemonstration(models.AbstractModel):
    """Plays the year of the demonstration company, for its demo data alone.

    Everything is decided by the buttons that people have, each pressed by its own person; then it is dated
    back to the day on which it happened. What happens is told in the order of life: on the way to each event
    the figures of the days before it are kept, with the grade and status that an account then had.
    """

    _name = "credit.demonstration"
    _description = "Demonstration Company"

    # === LOADING === #

    @api.model
    def _keep_data(self):
        """Write what the addon's own data has left to be written."""
        self.env.flush_all()

    @api.model
    def _play(self):
        """Load the files in their order, unless what they book is in the books from an earlier time.

        Invoices outlive the addon: nobody can delete them. A second set would owe everything twice.
        """
        if self._is_booked():
            _logger.info("The demonstration of credit_management is in the books already and is left out")
            return
        for name in FILES:
            convert_file(self.env, "credit_management", f"demo/{name}_demo.xml", {}, mode="init", noupdate=True)

    @api.model
    def _is_booked(self):
        with file_open(LEDGER) as file:
            numbers = [row["invoice"] for row in csv.DictReader(file)]
        moves = self.env["account.move"]
        return bool(
            moves.search_count(
                [("company_id", "=", self._company().id), ("move_type", "!=", "entry"), ("ref", "in", numbers)], limit=1
            )
        )

    @api.model
    def _company(self):
        return self.env.ref("base.main_company")

    @api.model
    def _day(self, days_ago):
        return date_utils.subtract(self._company()._credit_today(), days=days_ago)

    @api.model
    def _record(self, name):
        """The record a file names by its external id; without a module it is one of this addon."""
        return self.env.ref(name if "." in name else f"credit_management.{name}")

    # === FILES === #

    @api.model
    def _post_ledger(self):
        """Book what customers bought and paid in the year before."""
        with file_open(LEDGER) as file:
            invoices = [self._invoice(row) for row in csv.DictReader(file)]
        posted = self.env["credit.ledger"]._post(self._company(), invoices)
        self._book_in_time(posted.invoices | posted.payments.move_id)

    @api.model
    def _book_in_time(self, entries):
        """Let entries be as old as their day: what is booked long afterwards is shown as doubtful."""
        self.env.flush_all()
        self.env.cr.execute(SQL("UPDATE account_move_line SET create_date = date WHERE move_id = ANY(%s)", entries.ids))
        entries.line_ids.invalidate_recordset(["create_date"])

    @api.model
    def _invoice(self, row):
        invoiced = self._day(int(row["days_ago"]))
        paid_after = row["paid_after"]
        return Invoice(
            number=row["invoice"],
            invoiced=invoiced,
            due=date_utils.add(invoiced, days=int(row["due_after"])),
            paid_on=date_utils.add(invoiced, days=int(paid_after)) if paid_after else None,
            amount=float(row["amount"]),
            currency=row["currency"],
            partner_id=self._record(row["customer"]).id,
        )

    @api.model
    def _file_statements(self, confirmer_id):
        """Enter the yearly statements of customers as the calling user, and let somebody else confirm them."""
        this_year = self._day(0).year
        vals_list = []
        with file_open(STATEMENTS) as file:
            for row in csv.DictReader(file):
                year = this_year - int(row.pop("years_ago"))
                head = {
                    "account_id": self._record(row.pop("account")).id,
                    "audited": row.pop("audited"),
                    "period_start": f"{year}-01-01",
                    "period_end": f"{year}-12-31",
                }
                vals_list.append(head | {name: float(amount) for name, amount in row.items() if amount})
        self.env["credit.financial.statement"].create(vals_list).with_user(confirmer_id).action_confirm()

    # === LIFE === #

    @api.model
    def _assess(self, account_id, days_ago, approver_id, judged=None, **proposed):
        """Let the calling user assess a customer on the figures of a past day, and somebody else approve it.

        :param judged: the judgement of the management in points, and why
        :param proposed: what is to be approved otherwise than computed, and why
        """
        self._live_until(days_ago)
        account = self.env["credit.account"].browse(account_id)
        assessment = account._assess()
        known = assessment._cases(account, self._day(days_ago))[account]
        assessment._credit_by_method().write(known.sources)
        assessment._score(known.case)
        if judged:
            line = assessment.line_ids.filtered("is_judgement")[:1]
            line.write(dict(zip(("judged", "reason"), judged, strict=True)))
        if proposed:
            assessment.write(proposed)
        assessment.action_submit()
        decided = assessment.with_user(approver_id)
        decided._check_deciding()
        decided._set_approved()  # as on that day: what is known since was not
        self._happened(days_ago, "credit.assessment", assessment.ids)
        self._happened(days_ago, "credit.limit", assessment.limit_id.ids)
        rested = self.env["credit.evidence"]._read(account, self._day(days_ago))[account]
        assessment._note_evidence(rested, firm=None)
        dates = {name: self._earlier(account, name, days_ago) for name in ("last_review", "next_review")}
        # Days of review follow from an approval, and nobody writes them.
        account.sudo().with_context(tracking_disable=True).write(dates)

    @api.model
    def _bring_along(self, ids):
        """Say of proposed limits that they were in force before the addon was: a client only makes requests."""
        self.env["credit.limit"].browse(ids)._credit_by_method().write({"origin": "migration"})

    @api.model
    def _happened(self, days_ago, model, ids):
        """Date back what has just been done to records, and what was written about it, and live until then."""
        self._live_until(days_ago)
        self._date_back(days_ago, model, ids)

    @api.model
    def _date_back(self, days_ago, model, ids):
        self.env.flush_all()
        self.env.cr.precommit.run()  # writes what was tracked
        records = self.env[model].sudo().browse(ids)
        if model != "credit.account":
            guarded = records._credit_by_method() if hasattr(records, "_credit_by_method") else records
            for record in guarded.with_context(tracking_disable=True):
                record.write({name: self._earlier(record, name, days_ago) for name in self._dates(record)})
        # Lists show the day on which a record was made, and the ORM does not let that be written.
        made = SQL(
            "UPDATE %s SET create_date = create_date - %s WHERE id = ANY(%s)",
            SQL.identifier(records._table),
            timedelta(days=days_ago),
            records.ids,
        )
        if model != "credit.account":
            self.env.cr.execute(made)
            records.invalidate_recordset(["create_date"])
        self._date_back_messages(records, days_ago)
        if "account_id" in records:
            self._date_back_messages(records.account_id, days_ago)

    @api.model
    def _dates(self, record):
        for name, field in record._fields.items():
            follows = field.related or field.compute or name in models.LOG_ACCESS_COLUMNS
            if field.type in ("date", "datetime") and field.store and not follows and record[name]:
                yield name

    @api.model
    def _earlier(self, record, name, days):
        return record[name] and date_utils.subtract(record[name], days=days)

    @api.model
    def _date_back_messages(self, records, days):
        """Of messages the day, and the days they tell."""
        fresh = fields.Datetime.now() - FRESH
        domain = [("model", "=", records._name), ("res_id", "in", records.ids), ("date", ">", fresh)]
        told, then = (format_day(self.env, self._day(ago)) for ago in (0, days))
        # Messages belong to who wrote them; the day is the demonstration's to tell.
        for message in self.env["mail.message"].sudo().search(domain):
            message.date = date_utils.subtract(message.date, days=days)
            message.body = message.body.replace(told, then)
            for value in message.tracking_value_ids:
                value.new_value_datetime = self._earlier(value, "new_value_datetime", days)

    @api.model
    def _clear_by_payment(self, order_id, days_ago):
        """Let the customer of an order on hold pay its oldest invoices on a past day, and the hold be checked again."""
        order = self.env["sale.order"].browse(order_id)
        open_ = [("partner_id", "=", order.partner_id.id), ("state", "=", "posted"), ("amount_residual", ">", 0)]
        invoices = self.env["account.move"].search(open_, order="invoice_date, id", limit=2)
        paying = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoices.ids)
        paid = paying.create({"payment_date": self._day(days_ago), "group_payment": True})._create_payments()
        self._book_in_time(paid.move_id)
        hold = self.env["credit.hold"].search([("order_id", "=", order_id), ("state", "=", "open")])
        hold._recheck()
        self._live_until(days_ago)
        self.env.flush_all()
        self.env.cr.precommit.run()  # writes what was tracked
        quiet = hold._credit_by_method().with_context(tracking_disable=True)
        quiet.write({"decided_on": self._earlier(hold, "decided_on", days_ago)})
        order.write({"date_order": self._earlier(order, "date_order", days_ago)})
        for records in (hold, hold.account_id, order, paid):
            self._date_back_messages(records, days_ago)

    # === FIGURES === #

    @api.model
    def _live_until(self, days_ago):
        """Keep the figures of the days that have gone by, as far as they are not kept yet."""
        # Figures are kept of every account, whoever plays the scene.
        accounts = self.env["credit.account"].sudo().search([("company_id", "=", self._company().id)])
        kept = self.env["credit.snapshot"].sudo()._read_group([], [], ["date:max"])[0][0]
        last = (self._day(0) - kept).days if kept else FIRST_DAY + 1
        if last - 1 > days_ago:
            ledger = self.env["credit.behaviour"]._ledger(accounts)
            for ago in range(last - 1, days_ago, -1):
                self._keep_figures(accounts, self._day(ago), ledger)

    @api.model
    def _keep_figures(self, accounts, day, ledger):
        exposures = self.env["credit.exposure"]._read_figures(accounts, as_of=day)
        limits = self.env["credit.limit"]._effective(accounts, on=day)
        paid = behaviour.behaviours(behaviour.read(ledger, day_number(day)))
        snapshot = self.env["credit.monitoring"]._snapshot
        snapshots = []
        for account, known in zip(accounts, paid, strict=True):
            exposure, limit = exposures[account], limits[account]
            figures = Figures(on=day, exposure=exposure.total, limit_state=limit.state, limit_amount=limit.amount)
            snapshots.append(snapshot(account, day, exposure, limit, figures.utilisation, known.days_beyond_terms))
        self.env["credit.snapshot"]._keep(snapshots)

    @api.model
    def _monitor(self):
        """Run the nightly jobs on today's figures without their commits: demo data must not commit."""
        self._live_until(0)
        run = self.env["credit.job.run"]._current()
        run._do_batch()
        run.write({"state": "done", "ended_on": fields.Datetime.now()})
        self.env["credit.calibration"]._keep(self._company())
        reviews = self.env["credit.review"]
        reviews._open_scheduled(self._company())
        reviews._escalate(self._company())
        for review in reviews.search([("state", "=", "open"), ("prepared", "=", False)]):
            review._prepare_safely()
        invented = [("state", "=", "outgoing"), ("model", "=like", "credit.%")]
        self.env["mail.mail"].search(invented).write({"state": "cancel"})  # nobody is to be told of it
