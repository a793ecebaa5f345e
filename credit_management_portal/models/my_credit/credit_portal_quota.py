from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

MOST_AN_HOUR = 10


class CreditPortalQuota(models.Model):
    """How often somebody has posted within an hour, counted in the database: two posts at once are two."""

    _name = "credit.portal.quota"
    _description = "Posts on the Portal"
    _order = "id desc"
    _rec_name = "who"

    who = fields.Char(required=True, readonly=True, help="Who posts what: a contact, an address or a link.")
    hour = fields.Datetime(required=True, readonly=True)
    posts = fields.Integer(
        string="Number of Posts",
        required=True,
        readonly=True,
        help="How often in this hour; more than so many are refused.",
    )

    _who_hour_unique = models.UniqueIndex("(who, hour)", "Posts of an hour are counted once.")

    @api.model
    def _take(self, who, most=MOST_AN_HOUR):
        """Count one more post; whether it is still within what is allowed in this hour.

        :param str who: any text that tells who posts what
        """
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        row = self.env.execute_query(
            SQL(
                "INSERT INTO credit_portal_quota (who, hour, posts) VALUES (%s, %s, 1)"
                " ON CONFLICT (who, hour) DO UPDATE SET posts = credit_portal_quota.posts + 1 RETURNING posts",
                who,
                hour,
            )
        )
        return row[0][0] <= most

    @api.autovacuum
    def _gc_quotas(self):
        # Counts of yesterday hold nobody back; the system cleans.
        self.sudo().search([("hour", "<", fields.Datetime.now() - timedelta(days=1))]).unlink()
