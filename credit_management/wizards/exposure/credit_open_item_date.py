from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils

from ...models.common.day import format_day


class CreditOpenItemDate(models.TransientModel):
    """Asks for the past day as of which to show open items or aging."""

    _name = "credit.open.item.date"
    _description = "Open Items on a Past Date"
    _inherit = ["credit.finite", "credit.single"]

    date = fields.Date(required=True, default=lambda self: self._default_date(), help="The end of this day.")
    show = fields.Selection(
        [("credit_aging_action_page", "Aging"), ("credit_open_item_action", "Open items")],
        required=True,
        default="credit_aging_action_page",
    )

    @api.model
    def _default_date(self):
        """The last day of last month: what month end asks for."""
        return date_utils.subtract(date_utils.start_of(self.env.company._credit_today(), "month"), days=1)

    @api.constrains("date")
    def _check_date(self):
        today = self.env.company._credit_today()
        for wizard in self:
            if wizard.date >= today:
                raise ValidationError(
                    self.env._(
                        "%(date)s is not over yet. Choose an earlier date, or open today's items directly.",
                        date=format_day(self.env, wizard.date),
                    )
                )

    def action_show(self):
        self.ensure_one()
        if self.show == "credit_aging_action_page":
            action = self.env["ir.actions.client"]._for_xml_id("credit_management.credit_aging_action_page")
            return action | {"params": {"date": fields.Date.to_string(self.date)}}
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_open_item_action")
        title = self.env._("%(items)s on %(date)s", items=action["name"], date=format_day(self.env, self.date))
        action["name"] = action["display_name"] = title
        # Under the address of today's items a reload would show today's.
        action["path"] = False
        action["context"] = {"credit_as_of": fields.Date.to_string(self.date)}
        return action

    def action_print(self):
        """The aging of that day on paper."""
        self.ensure_one()
        report = self.env.ref("credit_management.credit_aging_report_action_report")
        return report.report_action([], data={"asked": {"date": fields.Date.to_string(self.date)}}, config=False)
