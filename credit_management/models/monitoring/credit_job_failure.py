import logging

from psycopg2 import OperationalError

from odoo import fields, models

_logger = logging.getLogger(__name__)


class CreditJobFailure(models.Model):
    """An account that a run could not look at, and why."""

    _name = "credit.job.failure"
    _description = "Account That Failed"
    _order = "id"
    _log_access = False

    run_id = fields.Many2one("credit.job.run", required=True, readonly=True, ondelete="cascade", index=True)
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    message = fields.Char(string="What Went Wrong", readonly=True)
    failed = fields.Boolean(
        readonly=True, help="The account could not be looked at. Others are named for what is wrong in their figures."
    )
    retried_on = fields.Datetime(string="Done When Retried", readonly=True)

    def _retry(self):
        """Look at the account once more.

        :return: whether it went well
        """
        self.ensure_one()
        run = self.run_id
        try:
            with self.env.cr.savepoint():
                raised = self.env["credit.monitoring"]._monitor(self.account_id, run._get_receivables())
        except OperationalError:
            raise
        except Exception as error:
            _logger.exception("Monitoring of credit account %s failed again", self.account_id.id)
            self.message = (str(error).strip() or type(error).__name__).splitlines()[0][:500]
            return False
        self.retried_on = fields.Datetime.now()
        run.retried_count += 1
        run.raised_count += len(raised)
        return True
