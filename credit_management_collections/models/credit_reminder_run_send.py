import logging

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.const import MANAGER

from ..const import REMINDER_CRON, UNCERTAIN_ACTIVITY
from ..core.reminder import RECENT
from .credit_authority import REMINDER
from .credit_reminder import CANCELLED
from .credit_reminder_mail import MailServerError

_logger = logging.getLogger(__name__)


class CreditReminderRun(models.Model):
    """From preview to the last message: sent by one person's word, message by message, by a job."""

    _inherit = "credit.reminder.run"

    progress = fields.Float(compute="_compute_progress", help="How many of its messages are settled.")
    sent_count = fields.Integer(
        string="Sent", compute="_compute_progress", help="Messages that left, calls that were made among them."
    )
    waiting_count = fields.Integer(
        string="Calls to Make", compute="_compute_progress", help="To-dos of those who look after the customers."
    )
    dropped_count = fields.Integer(
        string="Not Sent", compute="_compute_progress", help="Paid, disputed, promised or written to since the preview."
    )
    failed_count = fields.Integer(
        string="Failed", compute="_compute_progress", help="Nobody has got them: each says why, and comes again."
    )
    uncertain_count = fields.Integer(
        string="Uncertain", compute="_compute_progress", help="The job was cut off while the mail server had them."
    )

    def _compute_progress(self):
        # Of its own run, whoever of its customers are in sight.
        rows = self.env["credit.reminder"].sudo()
        grouped = rows._read_group([("run_id", "in", self.ids)], ["run_id", "state"], ["__count"])
        counts = {(run.id, state): count for run, state, count in grouped}
        for run in self:
            by_state = {name: counts.get((run.id, name), 0) for name, _label in rows._fields["state"].selection}
            left = by_state["previewed"] + by_state["sending"]
            total = sum(by_state.values()) - by_state["left_out"]
            run.progress = 100.0 * (total - left) / total if total and run.state in ("sending", "done") else 0.0
            run.sent_count, run.waiting_count = by_state["sent"], by_state["waiting"]
            run.dropped_count, run.failed_count = by_state["dropped"], by_state["failed"]
            run.uncertain_count = by_state["uncertain"]

    # === ACTIONS === #

    def action_send(self):
        """Send every message as it was seen, by and by; what has changed since is checked again."""
        self._check_working()
        self._check_state("previewed")
        self._check_shown()
        for run in self:
            run._claim_rows()
            if not run.count:
                raise UserError(self.env._("No customer is left to remind; see why beside the list."))
            run._check_authority()
            run._credit_by_method().write(
                {"state": "sending", "approved_by_id": self.env.uid, "approved_on": fields.Datetime.now()}
            )
            run._message_log(body=self.env._("%(count)s messages: %(totals)s", count=run.count, totals=run.totals_text))
        self._wake()
        return True

    def action_cancel(self):
        """Send nothing more of it; what was sent stays sent."""
        self._check_working()
        self._check_state("previewed", "sending")
        for run in self:
            run._claim_rows()
            # Messages are written by methods alone.
            rows = run.sudo().reminder_ids.filtered(lambda one: one.state == "previewed")
            rows.write({"state": "dropped", "reason": CANCELLED})
            run._credit_by_method().write({"state": "cancelled"})
        return True

    def _wake(self):
        self.env.ref(REMINDER_CRON).sudo()._trigger()  # who sends need not administer jobs

    def _resume(self):
        """Go on with a run of which a message is to be sent again."""
        self._credit_by_method().write({"state": "sending"})
        self._wake()

    # === AUTHORITY === #

    def _check_authority(self):
        """Final notices, and messages above one's authority, are sent by a manager."""
        for row in self._get_above()[:1]:
            if self._is_final(row):
                raise AccessError(
                    self.env._(
                        "%(reminder)s is a final notice: a manager sends it. Leave such customers out, or ask one.",
                        reminder=row.display_name,
                    )
                )
            raise AccessError(
                self.env._(
                    "%(reminder)s asks for %(amount)s: messages of that are sent by a manager.",
                    reminder=row.display_name,
                    amount=format_amount(self.env, row.amount, row.currency_id),
                )
            )

    def _get_above(self):
        """The previewed messages that the user may not send, final notices first."""
        # All of the run, whoever of its customers are in sight.
        rows = self.sudo().reminder_ids.filtered(lambda one: one.state == "previewed")
        if self.env.su or self.env.user.has_group(MANAGER):
            return rows.browse()
        final = rows.filtered(self._is_final)
        authorities = self.env["credit.authority"]._lookup(self.env.user, rows.account_id, REMINDER)
        ceilings = {row: authorities[self.env.user, row.account_id] for row in rows - final}
        return final + (rows - final).filtered(lambda row: not ceilings[row] or row.amount > ceilings[row].amount)

    @api.model
    def _is_final(self, row):
        return row.tone == "final" and row.level > 0

    # === THE JOB === #

    @api.model
    def _cron_send(self):
        """Go on with every run that is not at its end; a broken message stops no other."""
        messages = self.env["credit.reminder"]
        messages._find_abandoned()
        messages._follow_texts()
        messages._drop_old_calls()
        self.env["ir.cron"]._commit_progress(0)
        self._start_automatic()
        for run in self.search([("state", "=", "sending")], order="id"):
            if not run._send_all():
                return

    def _send_all(self):
        """
        :return: whether there is time for another run
        """
        messages, last = self.env["credit.reminder"], 0
        waiting = [("run_id", "=", self.id), ("state", "=", "previewed")]
        remaining = messages.search_count(waiting)
        while row := messages.search([*waiting, ("id", ">", last)], order="id", limit=1):
            last = row.id
            if not self._send_one(row):
                return False
            if self.problem:  # it is over
                self._credit_by_method().write({"problem": False})
            remaining = max(remaining - 1, 0)
            left = self.env["ir.cron"]._commit_progress(1, remaining=remaining)
            self.env.invalidate_all()
            if not left:
                return False
        if messages.search_count(waiting):  # held by another job, or left alone for a moment
            self._wake()
            return False
        self._finish()
        return True

    def _send_one(self, row):
        """Send a message, or say on it why not.

        :return: whether the job may go on with the next one
        """
        try:
            if row.try_lock_for_update():
                self._send_locked(row)
        except OperationalError:
            # Somebody else writes to the same customer: what they leave is looked at in a moment.
            self.env.cr.rollback()
            self._wake()
            self.env["ir.cron"]._commit_progress(0)
        except MailServerError as error:
            self.env.cr.rollback()
            _logger.warning("Reminder run %s stands still: %s", self.id, error)
            self._credit_by_method().write({"problem": str(error)[:500]})
            self.env["ir.cron"]._commit_progress(0, remaining=0)
            return False
        return True

    def _send_locked(self, row):
        try:
            with self.env.cr.savepoint():
                mail = row._prepare_sending()
                self.env.flush_all()
        except OperationalError:
            raise
        except UniqueViolation:  # another run has written to the customer today, or taken the level
            _logger.info("Reminder %s is of a customer who has a message already", row.id, exc_info=True)
            row._drop(RECENT)
        except Exception as error:
            _logger.exception("Reminder %s could not be made", row.id)
            row._fail(error)
        else:
            if mail is not None:
                row._hand_over(mail)

    def _finish(self):
        """Close a run of which nothing is left to send."""
        self._credit_by_method().write({"state": "done", "problem": False})
        self.env["ir.cron"]._commit_progress(0)

    # === NOBODY KNOWS === #

    def _ask_about_uncertain(self):
        """A to-do for who has sent the run: whether the customer has got a mail."""
        user = self.approved_by_id or self.author_id
        if not self.activity_search([UNCERTAIN_ACTIVITY]):
            words = self.with_context(lang=user.lang)
            self.activity_schedule(
                UNCERTAIN_ACTIVITY, user_id=user.id, summary=words.env._("Were these mails sent? %s", self.name)
            )

    def _close_uncertain(self):
        for run in self:
            if not run.reminder_ids.filtered(lambda one: one.state == "uncertain"):
                run._credit_close_activities(UNCERTAIN_ACTIVITY)
