import logging

from psycopg2 import OperationalError

from odoo import api, fields, models

_logger = logging.getLogger(__name__)
BATCH = 500


class CreditCollectionMark(models.Model):
    """A customer of whom something was matched or taken back, to be looked at after the commit. Nobody reads it."""

    _name = "credit.collection.mark"
    _description = "Customer to Look at Again"
    _log_access = False

    account_id = fields.Many2one("credit.account", required=True, ondelete="cascade")

    @api.model
    def _cron_follow(self):
        """Look at the customers who were marked; one that fails is reported, and the daily job looks at it again."""
        while marks := self.search([], order="id", limit=BATCH):
            accounts = marks.account_id
            marks.unlink()
            try:
                with self.env.cr.savepoint():
                    accounts._follow()
            except OperationalError:
                self.env.cr.rollback()  # somebody else writes about the same customers: the next call begins anew
                self.env["ir.cron"]._commit_progress(0, remaining=1)
                return
            except Exception:
                _logger.exception("Customers who have paid could not be looked at: %s", accounts.ids)
            if not self.env["ir.cron"]._commit_progress(len(accounts), remaining=self.search_count([])):
                return
