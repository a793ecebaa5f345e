from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import hmac

SCOPE = "credit_management_portal.attempt"
KEPT_DAYS = 2


class CreditApplicationAttempt(models.Model):
    """What was tried on public pages, counted by who tried it; kept for two days, and readable by nobody.

    Kept in the database, for several processes answer: a count in the memory of one would let through as many times
    more. Of whoever tried it nothing is kept but a hash.
    """

    _name = "credit.application.attempt"
    _description = "Attempt on a Page of Applications"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    moment = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    _key_moment = models.Index("(key, moment)")

    @api.model
    def _key_of(self, kind, who):
        return hmac(self.sudo().env, SCOPE, (kind, who))  # the secret of the database is the system's to read

    @api.model
    def _is_over(self, kind, who, most, hours=1):
        """Whether somebody has tried something as often as is allowed."""
        since = fields.Datetime.now() - timedelta(hours=hours)
        # Nobody's to read.
        tried = self.sudo().search_count([("key", "=", self._key_of(kind, who)), ("moment", ">", since)], limit=most)
        return tried >= most

    @api.model
    def _count(self, kind, who):
        self.sudo().create({"key": self._key_of(kind, who)})  # nobody's to write

    @api.model
    def _allow(self, kind, who, most, hours=1):
        """Count an attempt, unless as many as are allowed were made already.

        :return: whether it is allowed
        """
        if self._is_over(kind, who, most, hours):
            return False
        self._count(kind, who)
        return True

    @api.autovacuum
    def _gc_attempts(self):
        old = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.sudo().search([("moment", "<", old)]).unlink()  # nobody's to delete
