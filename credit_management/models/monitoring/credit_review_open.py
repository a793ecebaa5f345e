import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models

from ...const import ANALYST, MANAGER, REVIEW_ACTIVITY, REVIEW_LATE_ACTIVITY
from ...core.assessment.relationship import EXISTING
from ...core.monitoring import review as core
from ..common.day import format_day

_logger = logging.getLogger(__name__)
BATCH = 10
OPENED_A_RUN = 500  # the first run may find every customer overdue: the others follow from day to day


class CreditReview(models.Model):
    """Opening reviews before they are due, preparing them, and asking a manager about late ones."""

    _inherit = "credit.review"

    # === THE JOB === #

    @api.model
    def _cron_review(self):
        """Open what is due soon, prepare it review by review, and escalate what is late."""
        for company in self.env["res.company"].search([("parent_id", "=", False)]):
            self._open_scheduled(company)
            self._open_first(company)
            self._escalate(company)
        for name in ("credit.limit.request", "credit.limit.batch"):
            self.env[name]._nudge_waiting()
        self.env["ir.cron"]._commit_progress(0, remaining=1)
        waiting = self.search([("state", "=", "open"), ("prepared", "=", False)])
        remaining = len(waiting)
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            for review in batch.try_lock_for_update().filtered(lambda one: one.state == "open" and not one.prepared):
                review._prepare_safely()
            remaining -= len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                return
        self.env["ir.cron"]._commit_progress(0, remaining=0)

    @api.model
    def _open_scheduled(self, company):
        """The accounts whose next review comes soon, the longest overdue first."""
        policy = self.env["credit.policy"]._get_in_force(company)
        until = fields.Date.add(company._credit_today(), days=policy.review_lead)
        accounts = self.env["credit.account"].search(
            [
                ("company_id", "=", company.id),
                ("next_review", "<=", until),
                ("status", "!=", "closed"),
                ("review_ids", "not any", [("state", "=", "open")]),
            ],
            order="next_review, id",
            limit=OPENED_A_RUN,
        )
        self._open(accounts)

    @api.model
    def _open_first(self, company):
        """Customers never assessed of whom the ledger tells enough, as the policy says; some of very many a day."""
        waiting = self.env["credit.account"].search(
            [
                ("company_id", "=", company.id),
                ("status", "=", "not_assessed"),
                ("assessment_ids", "=", False),
                ("review_ids", "=", False),
            ],
            order="id",
        )
        kinds = waiting._relationships()
        known = waiting.filtered(lambda account: kinds[account] == EXISTING)[:OPENED_A_RUN]
        self._open(known, company._credit_today(), self.env._("First assessment: its payments tell how it pays"))

    @api.model
    def _open(self, accounts, due=None, event=None):
        """Open a review of each account that has none open.

        :param due: the day; without it, the account's next review
        :param event: what has happened, in words; without it, the time has come
        """
        # One out of sight is open, too.
        reviewed = self.sudo().search([("account_id", "in", accounts.ids), ("state", "=", "open")]).account_id
        vals_list = [
            {
                "account_id": account.id,
                "due_date": due or account.next_review,
                "reason": "event" if event else "schedule",
                "event": event,
                "opened_on": account.company_id._credit_today(),
                "controller_id": self._controller(account).id,
            }
            for account in accounts - reviewed
        ]
        # By the job or an alert, for the reviewer.
        reviews = self.sudo().with_context(mail_create_nosubscribe=True)._credit_by_method().create(vals_list)
        reviews._assign()
        return reviews

    @api.model
    def _controller(self, account):
        """Users who look after the customer, or after the company's customers, as far as they may assess."""
        company = account.company_id
        for user in (account.controller_id, company.credit_controller_id):
            if user._credit_working_for(company) and user.has_group(ANALYST):
                return user
        return self.env["res.users"]

    # === PREPARING === #

    def _prepare_safely(self):
        """A review that cannot be prepared is still there to be done, and says why."""
        try:
            with self.env.cr.savepoint():
                self._prepare()
        except OperationalError:
            raise
        except Exception as error:
            _logger.exception("Preparing credit review %s failed", self.id)
            message = (str(error).strip() or type(error).__name__).splitlines()[0]
            self._credit_by_method().write({"prepared": True, "failure": message})

    def _prepare(self):
        """An assessment with fresh figures; renewed by it where the policy lets that be, else a survey beside it."""
        self.ensure_one()
        account = self.account_id.sudo()  # a review is prepared on everything known of the account
        assessment = account._assess()
        if assessment.state == "draft":
            assessment._collect_inputs()
        if assessment.user_id.id == SUPERUSER_ID:  # begun by the job, for the reviewer
            quiet = assessment.with_context(mail_auto_subscribe_no_notify=True)  # the activity tells them
            quiet._credit_by_method().write({"user_id": self.controller_id.id})
        self._credit_by_method().write({"prepared": True, "assessment_id": assessment.id})
        if not self._renew_by_rule(assessment):
            self._credit_by_method().write({"survey_id": account._survey_to_fill().id})

    # === TELLING === #

    def _assign(self):
        reviews = self.sudo().filtered(lambda review: review.state == "open")  # the activity is the reviewer's
        reviews.activity_unlink([REVIEW_ACTIVITY])
        for review in reviews.filtered("controller_id"):
            user = review.controller_id._credit_stand_in(review.company_id) or review.controller_id
            review.with_context(mail_activity_quick_update=True, lang=user.lang).activity_schedule(
                REVIEW_ACTIVITY, user_id=user.id, date_deadline=review.due_date, summary=review.event or False
            )

    def _close_activities(self):
        self._credit_close_activities(REVIEW_ACTIVITY, REVIEW_LATE_ACTIVITY)

    @api.model
    def _escalate(self, company):
        """Ask a credit manager about each review that is overdue beyond the grace."""
        today, grace = company._credit_today(), self._grace(company)
        late = self.search(
            [("company_id", "=", company.id), ("state", "=", "open"), ("escalated_on", "=", False)],
        ).filtered(lambda review: core.phase(review.due_date, today, grace) == core.OVERDUE)
        for review in late:
            review._credit_by_method().write({"escalated_on": today})
            if manager := review._manager():
                review.with_context(mail_activity_quick_update=True, lang=manager.lang).activity_schedule(
                    REVIEW_LATE_ACTIVITY, user_id=manager.id, date_deadline=today
                )
            review.account_id._message_log(
                body=self.env._(
                    "The review due on %(day)s is late. %(asked)s",
                    day=format_day(self.env, review.due_date),
                    asked=self.env._("%s is asked about it.", manager.name)
                    if manager
                    else self.env._("There is no credit manager to ask."),
                )
            )

    def _manager(self):
        """Somebody other than who is late."""
        managers = self.env["res.users"]._credit_with_role(MANAGER)
        able = managers._credit_working_for(self.company_id) - self.controller_id
        able = able._credit_there(self.company_id) or able
        preferred = self.company_id.credit_controller_id
        return preferred if preferred in able else able[:1]
