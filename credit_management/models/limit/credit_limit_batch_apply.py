import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...const import LIMIT_BATCH_CRON
from ...sql.limit import mass as mass_sql

_logger = logging.getLogger(__name__)
AT_ONCE = 500  # customers a transaction of what follows


class CreditLimitBatch(models.Model):
    """An approved batch becomes limits in the transaction of the last yes; what informs follows it in pieces.

    The limit in force is read from the limits themselves, so all of it holds the moment that transaction commits, and
    none of it where it does not. The customer's own field and the log of each account only tell.
    """

    _inherit = "credit.limit.batch"

    limit_ids = fields.One2many("credit.limit", "batch_id", string="Limits", readonly=True, copy=False)
    followed_count = fields.Integer(
        string="Limits Shown",
        readonly=True,
        copy=False,
        help="Customers whose own field and log show the new limit by now.",
    )
    followed_id = fields.Integer(readonly=True, copy=False, help="The account of the last one of these.")
    progress = fields.Float(compute="_compute_progress", help="How much of the customers shows the new limit by now.")

    @api.depends("followed_count", "count", "state")
    def _compute_progress(self):
        for batch in self:
            approved = batch.state == "approved" and batch.count
            batch.progress = 100.0 * batch.followed_count / batch.count if approved else 0.0

    def _apply(self):
        """Make the limits, in the name of who decided last."""
        self.env["credit.limit"].flush_model()
        values = {
            "today": self.company_id._credit_today(),
            "author": self.author_id.id,
            "approver": self.decided_by.id,
            "moment": self.decided_on,
            "reason": self.env._("Mass change %(number)s: %(reason)s", number=self.name, reason=self.reason),
        }
        self.env.cr.execute(mass_sql.insert_limits(self.id, values))
        if self.env.cr.rowcount != self.count:
            raise UserError(self.env._("%s is not as it was previewed: preview it again.", self.display_name))
        for name in ("credit.limit", "credit.account"):
            self.env[name].invalidate_model()
        self._tell_author(self.env._("Approved: the limits of %d customers have changed.", self.count))
        self.env.ref(LIMIT_BATCH_CRON).sudo()._trigger()  # who decides need not administer jobs

    @api.model
    def _cron_follow(self):
        """Show new limits on customers and in the logs of their accounts; cut off, it goes on where it stopped."""
        approved = self.search([("state", "=", "approved")], order="id")
        waiting = approved.filtered(lambda batch: batch.followed_count < batch.count)
        for place, batch in enumerate(waiting):
            while batch.followed_count < batch.count:
                try:
                    done = batch._follow()
                except OperationalError:
                    # Somebody else writes to the same customers: this piece later, the other batches now.
                    self.env.cr.rollback()
                    self.env.ref(LIMIT_BATCH_CRON)._trigger()
                    break
                if not done:
                    batch._credit_by_method().write({"followed_count": batch.count})
                remaining = sum(one.count - one.followed_count for one in waiting[place:])
                if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                    return
                self.env.invalidate_all()  # one piece at a time in memory

    def _follow(self):
        """The next customers; those that fail are named, and passed over.

        :return: how many
        """
        query = SQL(
            "SELECT id FROM credit_limit WHERE batch_id = %s AND account_id > %s ORDER BY account_id LIMIT %s",
            self.id,
            self.followed_id or 0,
            AT_ONCE,
        )
        limits = self.env["credit.limit"].browse(id_ for (id_,) in self.env.execute_query(query))
        ids = limits.account_id.ids
        if ids:
            self._show_safely(limits)
            self._credit_by_method().write({"followed_count": self.followed_count + len(ids), "followed_id": max(ids)})
        return len(ids)

    def _show_safely(self, limits):
        """Show these limits together; if that fails, half by half, to find out whose limit cannot be shown."""
        try:
            with self.env.cr.savepoint():
                self._show(limits)
        except OperationalError:
            raise
        except Exception as error:
            if half := len(limits) // 2:
                self._show_safely(limits[:half])
                self._show_safely(limits[half:])
                return
            _logger.exception("Showing the limit of credit account %s failed", limits.account_id.id)
            self._message_log(
                body=self.env._(
                    "The new limit of %(customer)s holds, but could not be shown everywhere: %(error)s",
                    customer=limits.account_id.partner_id.display_name,
                    error=(str(error).strip() or type(error).__name__).splitlines()[0],
                )
            )

    def _show(self, limits):
        """Show limits on their customers and in the logs of their accounts."""
        accounts = limits.account_id
        accounts._mirror_limit()
        bodies = {limit.account_id.id: self._describe_limit(limit) for limit in limits}
        accounts._message_log_batch(bodies, author_id=self.decided_by.partner_id.id)
        limits._follow_batch()

    def _describe_limit(self, limit):
        return self.env._("%(limit)s approved with %(batch)s", limit=limit.display_name, batch=self.name)
