from datetime import datetime

import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ...const import INTERNAL

# What a legal entity, its branches and its day are made of: kept in the cache.
CACHED = {"credit_tz", "parent_id", "partner_id"}


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "credit.finite"]

    credit_controller_id = fields.Many2one(
        "res.users",
        groups=INTERNAL,
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Receives holds, reviews and alerts of customers without a controller of their own.",
    )
    credit_tz = fields.Selection(
        _tz_get,
        groups=INTERNAL,
        string="Credit Time Zone",
        help="Decides when a day begins: for due dates, for the first and last day of a limit, for every decision.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if not CACHED.isdisjoint(vals):
            self.env.registry.clear_cache()
        return done

    @api.constrains("credit_tz")
    def _check_credit_tz(self):
        for company in self.sudo():  # settings of a company are for its administrators
            company._check_zone(company.credit_tz)

    def _check_zone(self, zone):
        """Refuse a zone that nobody knows: Odoo takes any text, and the company would have no day to decide on."""
        if zone and zone not in dict(_tz_get(self)):
            raise ValidationError(
                self.env._(
                    "“%(zone)s” is no time zone. Choose one of the list for %(company)s.",
                    zone=zone,
                    company=self.name,
                )
            )

    def _credit_root(self):
        """The legal entity that a branch belongs to, whether or not its users may read it, hence sudo."""
        return self.sudo().browse(self._credit_root_id())

    def _credit_roots(self):
        """The legal entities that these companies and branches belong to, readable or not."""
        return self.sudo().root_id  # definitions; see _credit_root

    @api.model
    def _credit_all_roots(self):
        """Every legal entity there is: jobs and searches look at each by its own day, hence sudo."""
        return self.sudo().search([("parent_id", "=", False)])

    @tools.ormcache("self.id")
    def _credit_root_id(self):
        return self.sudo().root_id.id  # users of a branch need not see the entity

    def _credit_today(self):
        """Today where the company is.

        Never the user's time zone: it comes with the request, and a day more or less
        would make an expired limit valid again.

        :rtype: datetime.date
        """
        return datetime.now(self._credit_zone()).date()

    @tools.ormcache("self.id")
    def _credit_zone(self):
        """Whose midnight begins the day; the twin of ``_company_sql`` of credit.open.item."""
        self.ensure_one()
        root = self._credit_root()
        return pytz.timezone(root.credit_tz or root.partner_id.tz or "UTC")

    def _credit_family(self):
        """These companies and all branches below them."""
        return self + self.child_ids._credit_family() if self else self
