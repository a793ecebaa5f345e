from odoo import fields, models
from odoo.exceptions import AccessError

from ...const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_authority_window = fields.Integer(
        string="Increases Add Up Over (Days)",
        groups=INTERNAL,
        default=30,
        tracking=True,
        help="Increases of one customer's limit within so many days count as one, and so do releases of its orders,"
        " so that a large one cannot be approved in small steps.",
    )

    credit_remind_days = fields.Integer(
        string="Remind After (Days)",
        groups=INTERNAL,
        default=3,
        tracking=True,
        help="Who is asked to decide on a limit request is reminded after so many days; 0 for never.",
    )
    credit_escalate_days = fields.Integer(
        string="Escalate After (Days)",
        groups=INTERNAL,
        default=7,
        tracking=True,
        help="Somebody else who may decide on it is asked, too, after so many days; 0 for never.",
    )

    _credit_nudge_days_not_negative = models.Constraint(
        "CHECK (credit_remind_days >= 0 AND credit_escalate_days >= 0)", "Days to wait cannot be negative."
    )
    _credit_authority_window_not_negative = models.Constraint(
        "CHECK (credit_authority_window >= 0)", "The days over which increases add up cannot be negative."
    )

    def write(self, vals):
        # EXTENDS 'base'
        if "credit_authority_window" in vals and not self.env.su:
            self._credit_check_finite(vals)
            self._credit_check_not_own_window(vals["credit_authority_window"])
        return super().write(vals)

    def _credit_check_not_own_window(self, days):
        """A shorter window is more authority: nobody gives that to themselves."""
        shorter = self.filtered(lambda company: company.credit_authority_window > (days or 0))
        # Authorities out of sight count, too.
        granted = self.env["credit.authority"].sudo().search([("company_id", "in", (False, *shorter.root_id.ids))])
        if shorter and granted.filtered(lambda record: record._is_for(self.env.user)):
            raise AccessError(
                self.env._(
                    "%(user)s decides by an authority and cannot shorten the days over which increases add up (%(days)d"
                    " in %(company)s). Ask another administrator.",
                    user=self.env.user.name,
                    days=shorter[0].credit_authority_window,
                    company=shorter[0].name,
                )
            )
