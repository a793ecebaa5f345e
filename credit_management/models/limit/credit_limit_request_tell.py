from odoo import models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST
from ...core.limit.request import GRANTED
from ..common.day import format_day

MAIL_TEMPLATE = "credit_management.credit_limit_request_mail_template"


def describe_told(document):
    """Why the customer is not told again, as a sentence; nothing where it was not told yet."""
    if not document.told_on:
        return ""
    return document.env._(
        "The customer was told about %(document)s on %(day)s already, and gets one mail about it.",
        document=document.display_name,
        day=format_day(document.env, document.told_on),
    )


class CreditLimitRequest(models.Model):
    """Who is told and reminded: the customer of what was agreed, those who decide of what waits too long."""

    _inherit = "credit.limit.request"

    # === CUSTOMER === #

    def action_tell(self):
        """Write to the customer, in its language, which limit it has; never why, nor who decided."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%s does not write to customers about limits. Ask a credit analyst.", self.env.user.name)
            )
        self.check_access("write")
        for request in self:
            if obstacle := describe_told(request) or request._get_untold_obstacle() or request._get_mail_obstacle():
                raise UserError(obstacle)
            request._tell_customer()
        return True

    def _get_untold_obstacle(self):
        """Why there is nothing yet to tell the customer, as a sentence; nothing where there is."""
        if self.state not in GRANTED or not self.applied_on:
            return self.env._("%s is not in force yet: tell the customer once it is.", self.display_name)
        return ""

    def _get_mail_obstacle(self):
        """Why the customer gets no mail about it, as a sentence; nothing where it gets one."""
        if self.partner_id.email:
            return ""
        return self.env._("%s has no email address. Add one, or tell them by telephone.", self.partner_id.display_name)

    def _tell_customer(self):
        self.env.ref(MAIL_TEMPLATE).send_mail(self.id)
        self._credit_by_method().write({"told_on": self.company_id._credit_today()})

    def _get_customer_text(self):
        """The limit that holds for the customer, in words of the customer's language."""
        account = self.account_id.sudo()  # agreed with the customer
        return account._limit_words(account.limit_state, account.effective_limit)

    # === WHO DECIDES === #

    def _get_able(self):
        # EXTENDS 'credit.nudged'
        return self.env["res.users"] if self._get_obstacle_now() else self._get_entitled(*self._prepare_case())
