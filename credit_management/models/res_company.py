from datetime import datetime

import pytz

from odoo import fields, models

from odoo.addons.base.models.res_partner import _tz_get


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_controller_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Receives holds, reviews and alerts of customers without a controller of their own.",
    )
    credit_tz = fields.Selection(
        _tz_get,
        string="Credit Time Zone",
        help="Decides when a day begins: for due dates, for the first and last day of a limit, for every decision.",
    )
    credit_authority_window = fields.Integer(
        string="Increases Add Up Over (Days)",
        default=30,
        help="Increases of one customer's limit within so many days count as one, so that a large one cannot be"
        " approved in small steps.",
    )

    _credit_authority_window_not_negative = models.Constraint(
        "CHECK (credit_authority_window >= 0)", "The days over which increases add up cannot be negative."
    )

    def _credit_today(self):
        """Today where the company is.

        Never the user's time zone: it comes with the request, and a day more or less
        would make an expired limit valid again.

        :rtype: datetime.date
        """
        self.ensure_one()
        root = self.root_id
        zone = root.credit_tz or root.partner_id.tz or "UTC"
        return datetime.now(pytz.timezone(zone)).date()
