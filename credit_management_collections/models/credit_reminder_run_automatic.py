import logging

from psycopg2 import OperationalError

from odoo import api, models

from ..const import COLLECTOR
from .credit_reminder import ABOVE, KINDS

_logger = logging.getLogger(__name__)


class CreditReminderRun(models.Model):
    """Runs that nobody starts: of strategies that send automatically, once a day after the daily job.

    As the person of the company's settings would preview and send them, with that person's rights. What is above its
    authority is left out, and waits for a run of somebody else. A run and the note that the day is done are committed
    together: cut off before, it begins anew within the hour; cut off after, it goes on as every run does.
    """

    _inherit = "credit.reminder.run"

    @api.model
    def _start_automatic(self):
        """Preview and send what is due today, in every legal entity that wants it."""
        for root in self.env["res.company"].search([("parent_id", "=", False)]):
            if not root._credit_sends_today():
                continue
            try:
                with self.env.cr.savepoint():
                    self._start_automatic_of(root)
            except OperationalError:
                self.env.cr.rollback()  # somebody else writes there: within the hour it is tried again
                _logger.info("The automatic run of %s goes on later", root.name)
            except Exception:
                _logger.exception("The automatic run of %s could not be made", root.name)
            self.env["ir.cron"]._commit_progress(0)

    @api.model
    def _start_automatic_of(self, root):
        root.credit_reminded_on = root._credit_today()
        self._drop_left_over(root)
        sender = self.with_user(root.credit_reminder_user_id).with_context(allowed_company_ids=root.ids)
        strategies = self.env["credit.strategy"].search(
            [("is_automatic", "=", True), ("company_id", "in", (False, root.id))]
        )
        for kind, _label in KINDS if strategies else ():
            run = sender.create({"company_id": root.id, "kind": kind, "strategy_ids": strategies.ids})
            run._credit_by_method().write({"is_automatic": True})
            run.action_preview()
            if above := run._get_above():
                run._leave_out(above, ABOVE)
            if run.count:
                # As it was previewed: an administrator who runs the job by its button has shown it to nobody.
                run.with_context(credit_shown=run._read_shown()).action_send()
            elif not above:
                run.unlink()  # nobody is due, as on most days

    @api.model
    def _drop_left_over(self, root):
        """Delete runs of former days that only say what waits for somebody else: those of today say it anew."""
        domain = [("company_id", "=", root.id), ("is_automatic", "=", True), ("state", "=", "previewed")]
        self.search([*domain, ("count", "=", 0)]).unlink()

    @api.model
    def _get_automatic_problem(self, root):
        """Why nothing is sent automatically though a person is named for it; empty where nothing stands in the way."""
        user = root.credit_reminder_user_id
        if not user.active:
            return self.env._("%s has left: name another person.", user.name)
        if not user.has_group(COLLECTOR):
            return self.env._("%s is no collector any more: name another person, or grant the role.", user.name)
        if root not in user.company_ids:  # a branch is not enough: runs are of the entity
            return self.env._("%(user)s does not work in %(company)s.", user=user.name, company=root.name)
        return ""
