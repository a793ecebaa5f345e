from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..common.day import format_day
from ..common.text import day_of


class CreditAlert(models.Model):
    """Alerts are not decided by who sells to the customer, and nobody puts one out of sight."""

    _inherit = "credit.alert"

    def write(self, vals):
        if not self._credit_is_by_method() and not self.env.su:
            if {"owner_id", "due_date"} & vals.keys():
                self._check_no_seller(self.env.user)
            for alert in self:
                if "owner_id" in vals:
                    alert._check_owner(self.env["res.users"].browse(vals["owner_id"] or ()))
                if "due_date" in vals:
                    alert._check_put_off(day_of(vals["due_date"]))
        return super().write(vals)

    def action_close(self, outcome, reason):
        self._check_no_seller(self.env.user)
        return super().action_close(outcome, reason)

    def action_set_back(self):
        self._check_no_seller(self.env.user)
        return super().action_set_back()

    def _assign_to_user(self):
        """A seller may say what is being done, and becomes the owner of nothing by that."""
        return super(CreditAlert, self - self._get_sold_by(self.env.user))._assign_to_user()

    def _get_sold_by(self, user):
        """Alerts among these whose customer a user sells to."""
        sellers = self.account_id._map_sellers()
        return self.filtered(lambda alert: user in sellers[alert.account_id])

    def _check_no_seller(self, user):
        if not self.env.su:
            for alert in self._get_sold_by(user)[:1]:
                raise AccessError(
                    self.env._(
                        "%(user)s sells to %(customer)s and decides on none of its alerts. Ask another credit analyst.",
                        user=user.name,
                        customer=alert.partner_id.display_name,
                    )
                )

    def _check_owner(self, owner):
        """An alert that has an owner keeps one, who sees it and does not sell to the customer."""
        self.ensure_one()
        if not owner:
            if self.owner_id:
                raise UserError(
                    self.env._("“%(alert)s” needs an owner. Choose who takes it over.", alert=self.display_name)
                )
            return
        if not owner._credit_working_for(self.company_id) or not owner._sees_credit_alerts():
            raise UserError(
                self.env._(
                    "%(user)s would not see “%(alert)s”. Choose a credit analyst of %(company)s.",
                    user=owner.name,
                    alert=self.display_name,
                    company=self.company_id.name,
                )
            )
        self._check_no_seller(owner)

    def _check_put_off(self, day):
        self.ensure_one()
        days = self.env["credit.policy"]._get_in_force(self.company_id).alert_put_off_days
        last = fields.Date.add(self.company_id._credit_today(), days=days)
        if self.due_date and (not day or day > max(last, self.due_date)):
            raise UserError(
                self.env._(
                    "“%(alert)s” can be put off until %(last)s, no longer. Choose an earlier day, or close it.",
                    alert=self.display_name,
                    last=format_day(self.env, last),
                )
            )
