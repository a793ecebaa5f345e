import logging
import time

import pytz
from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import MANAGER, MONITORING_CRON
from ..common.credit_single import ensure_one
from ..common.day import format_moment

_logger = logging.getLogger(__name__)
# How customers have paid is read in one pass over the ledger for each batch: few and large ones are best.
BATCH = 5000
RUNS_LOOKED_AT = 10  # for one that is complete: they are daily
FAILURES_NAMED = 200  # more of them are counted, not listed: they have one reason


class CreditJobRun(models.Model):
    """One run of the daily monitoring over all accounts: how far it is, and what went wrong.

    A batch and the note of how far it got are committed together, so that a run that is cut off
    goes on with the first account it has not done. A process holds the row of the run it works on.
    """

    _name = "credit.job.run"
    _description = "Run of the Monitoring"
    _inherit = ["credit.single"]
    _order = "id desc"
    _rec_name = "started_on"
    _log_access = False

    state = fields.Selection(
        [("running", "Running"), ("done", "Done")], required=True, default="running", readonly=True
    )
    started_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    ended_on = fields.Datetime(readonly=True)
    seconds = fields.Float(
        string="Duration (Seconds)", readonly=True, aggregator="avg", help="Spent working, without interruptions."
    )
    done_count = fields.Integer(
        string="Accounts Done", readonly=True, help="Accounts whose figures, alerts and reviews are done."
    )
    failed_count = fields.Integer(
        string="Accounts Failed", readonly=True, help="Accounts that were left out because of an error."
    )
    raised_count = fields.Integer(string="Alerts Raised", readonly=True, help="Alerts raised by this run.")
    mailed_count = fields.Integer(string="Mails", readonly=True, help="Mails sent by this run.")
    last_account_id = fields.Integer(string="Last Account Done", readonly=True, aggregator=None)
    receivables = fields.Json(readonly=True)  # what all customers of a company owe, read once a run
    retried_count = fields.Integer(
        string="Done When Retried", readonly=True, help="Accounts that failed and were done by a later try."
    )
    failure_ids = fields.One2many("credit.job.failure", "run_id", string="Accounts That Failed", readonly=True)
    outcome = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("failed", "Failed in Part"), ("retried", "Done When Retried")],
        compute="_compute_outcome",
    )
    can_retry = fields.Boolean(compute="_compute_outcome")

    _one_running = models.UniqueIndex("(state) WHERE state = 'running'", "The monitoring is running already.")

    # === COMPUTE === #

    @api.depends("started_on")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for run in self:
            run.display_name = format_moment(self.env, run.started_on)

    @api.depends("state", "failed_count", "retried_count", "failure_ids.retried_on")
    def _compute_outcome(self):
        for run in self:
            run.can_retry = run.state == "done" and bool(run._get_left())
            if run.state != "done":
                run.outcome = "running"
            elif run.failed_count > run.retried_count:
                run.outcome = "failed"
            else:
                run.outcome = "retried" if run.retried_count else "done"

    # === ACTIONS === #

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("%s is no credit manager. Ask one to start the job.", self.env.user.name))

    @api.model
    def action_run_now(self):
        """Start the monitoring, or let it go on, right away."""
        self._check_manager()
        self.env.ref(MONITORING_CRON).sudo()._trigger()  # managers start the job without administering jobs
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("The monitoring starts within a minute.")},
        }

    def action_retry_failed(self):
        """Look again at the accounts that failed, each by itself."""
        ensure_one(self)
        self._check_manager()
        self.check_access("read")
        if self.state != "done":
            raise UserError(self.env._("The monitoring is at work. Try again what has failed when it is over."))
        # Those in sight; the job looks at an account as the system does, whoever starts it.
        left = self._get_left().sudo()
        done = sum(failure._retry() for failure in left)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done == len(left) else "warning",
                "message": self.env._(
                    "Tried again: %(done)s done, %(failed)s failed.", done=done, failed=len(left) - done
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === BUSINESS === #

    def _get_left(self):
        """Accounts that could not be looked at and have not been since; what is only named has been done."""
        return self.failure_ids.filtered(lambda failure: failure.failed and not failure.retried_on)

    @api.model
    def _cron_monitor(self):
        """Go through all accounts in batches, from where the last call stopped."""
        run = self._current()
        if not run:
            return
        remaining = run._remaining()
        while remaining:
            began = time.monotonic()
            try:
                done = run._do_batch()
            except OperationalError:
                # Somebody else wrote to the same accounts: the next call begins this batch anew.
                self.env.cr.rollback()
                _logger.info("Credit monitoring is interrupted by another transaction and goes on later")
                self.env["ir.cron"]._commit_progress(0, remaining=max(remaining, 1))
                return
            run.seconds += time.monotonic() - began
            remaining = max(remaining - done, 0) if done else 0
            if remaining or done:
                left = self.env["ir.cron"]._commit_progress(done, remaining=remaining + 1)
                self.env.invalidate_all()
                if not left or not run._is_mine():
                    return
        run._finish()

    @api.model
    def _current(self):
        """The run that is not finished, else a new one; none where somebody else is at it."""
        run = self.search([("state", "=", "running")], limit=1)
        if not run:
            run = self.create({"receivables": {}})
            companies = self.env["res.company"].search([("parent_id", "=", False)])
            totals = self.env["credit.exposure"]._read_receivables(companies)
            run.receivables = {str(company_id): total for company_id, total in totals.items()}
            run._name_mismatches()
        return run if run._is_mine() else self.browse()

    def _name_mismatches(self):
        """Name the accounts whose figures are wrong: what Odoo stores differs from what it follows from."""
        self._name_accounts(
            self.env["credit.exposure"]._read_mismatches(),
            lambda account, count: account.env._(
                "%(count)d journal items of %(partner)s say another open amount than their payments. Ask an"
                " accountant to unreconcile them and match them again.",
                count=count,
                partner=account.partner_name,
            ),
        )
        self._name_accounts(
            self.env["credit.exposure"]._read_order_mismatches(),
            lambda account, names: account.env._(
                "The total of %(orders)s of %(partner)s is not what the lines add up to. Ask an administrator who has"
                " written it beside Odoo, and save a line of the order again.",
                orders=names,
                partner=account.partner_name,
            ),
        )

    def _name_accounts(self, found, words):
        """
        :param found: {(commercial partner id or None, root company id): what is wrong there}
        :param words: gives a sentence for an account and what is wrong there
        """
        if not found:
            return
        accounts = self.env["credit.account"].search([("partner_id", "in", [id_ for id_, _root in found if id_])])
        wrong = {account: found.get((account.partner_id.id, account.company_id.id)) for account in accounts}
        self.env["credit.job.failure"].create(
            [
                {"run_id": self.id, "account_id": account.id, "message": words(account, what)}
                for account, what in wrong.items()
                if what
            ][:FAILURES_NAMED]
        )
        _logger.info("Stored figures differ from what they follow from for %d customers", len(found))

    def _is_mine(self):
        """Hold the row of the run until the next commit."""
        self.flush_recordset()
        return bool(self.try_lock_for_update())

    def _next(self, limit=None):
        return self.env["credit.account"].search([("id", ">", self.last_account_id)], order="id", limit=limit)

    def _remaining(self):
        return self.env["credit.account"].search_count([("id", ">", self.last_account_id)])

    def _do_batch(self):
        """
        :return: the number of accounts that were looked at
        """
        accounts = self._next(BATCH)
        if accounts:
            self._monitor_safely(accounts)
            self.last_account_id = accounts.ids[-1]
            self.flush_recordset()
        return len(accounts)

    def _get_receivables(self):
        """What all customers of each company owed when the run began, by the company's id."""
        return {int(company_id): total for company_id, total in (self.receivables or {}).items()}

    def _monitor_safely(self, accounts):
        """Look at these accounts together; if that fails, half by half, to find out which one is broken."""
        receivables = self._get_receivables()
        try:
            with self.env.cr.savepoint():
                raised = self.env["credit.monitoring"]._monitor(accounts, receivables)
            self.done_count += len(accounts)
            self.raised_count += len(raised)
        except OperationalError:
            raise
        except Exception as error:
            if len(accounts) > 1:
                middle = len(accounts) // 2
                self._monitor_safely(accounts[:middle])
                self._monitor_safely(accounts[middle:])
                return
            _logger.exception("Monitoring of credit account %s failed", accounts.id)
            self._report(accounts, error)

    def _report(self, account, error):
        self.failed_count += 1
        if self.failed_count <= FAILURES_NAMED:
            message = (str(error).strip() or type(error).__name__).splitlines()[0]
            self.env["credit.job.failure"].create(
                {"run_id": self.id, "account_id": account.id, "message": message[:500], "failed": True}
            )

    def _finish(self):
        """Tell the owners of new alerts, then the run is over."""
        began = time.monotonic()
        self.mailed_count += self.env["credit.alert"]._send_digests()
        self.seconds += time.monotonic() - began
        self.write({"state": "done", "ended_on": fields.Datetime.now()})
        self.env["ir.cron"]._commit_progress(1, remaining=0)
        # On their own: should they fail, accounts and alerts are done all the same, and tomorrow they are tried again.
        self.env["credit.resemblance"]._look_at_all()
        self.env["credit.policy"]._tell_missing()
        self.env["credit.absence"]._pass_all_to_dos()
        roots = self.env["res.company"].search([("parent_id", "=", False)])
        self.env["credit.company.figure"]._keep(roots)
        self.env["credit.calibration"]._keep(roots)
        self.env["credit.risk.report"]._tell_drift(roots)

    @api.model
    def _last_day(self, company):
        """The day of the last complete snapshots of a company; None without any.

        A run that goes over midnight leaves some accounts on one day and some on the next: it is passed over.
        """
        zone = company._credit_zone()
        # Whose the snapshots are is for their own rules to say; the runs are those of all companies.
        for run in self.sudo().search([("state", "=", "done")], limit=RUNS_LOOKED_AT):
            moments = (run.started_on, run.ended_on)
            began, ended = (pytz.utc.localize(moment).astimezone(zone).date() for moment in moments)
            if began == ended:
                return began
        return None
