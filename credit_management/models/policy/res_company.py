from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models

from ...const import INTERNAL


class ResCompany(models.Model):
    """Every company begins with a policy, and its policy says what counts as owed."""

    _inherit = "res.company"

    credit_without_policy = fields.Selection(
        [("hold", "Hold Orders of Customers With a Limit"), ("pass", "Let Orders Pass")],
        string="Without a Policy",
        groups=INTERNAL,
        required=True,
        default="hold",
        help="What becomes of orders as long as no credit policy is in force.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        self.env["credit.policy"]._create_defaults(companies)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if "credit_without_policy" in vals:
            self.env.registry.clear_cache()
        return done

    def _credit_later_from(self, today=None):
        # EXTENDS 'credit_management': by the horizon of the policy; the twin of credit.open.item._company_sql
        self.ensure_one()
        today = today or self._credit_today()
        horizon = self.env["credit.policy"]._in_force(self, today).horizon
        if horizon is None:
            return None
        midnight = datetime.combine(today + timedelta(days=horizon + 1), time.min)
        return self._credit_zone().localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)

    def _credit_counted_categories(self, day=None):
        # EXTENDS 'credit_management': by the policy of the day
        self.ensure_one()
        return self.env["credit.policy"]._in_force(self, day).counted
