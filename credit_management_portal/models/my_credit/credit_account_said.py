from markupsafe import Markup

from odoo import models

from ...const import PROBLEM_ACTIVITY, PROMISE_ACTIVITY


class CreditAccount(models.Model):
    """What the customer says on *My Credit*: in the log of the account, and a to-do for who looks after it.

    An addon for collections takes over ``_report_portal_problem`` (to open a dispute) and ``_promise_portal_payment``
    (to record a promise) by extending them. Both are called as the system for an account of ``_get_portal_accounts``.
    """

    _inherit = "credit.account"

    def _report_portal_problem(self, item, text):
        """:param item: the open item it is about, or none
        :param text: as the customer has written it
        """
        about = item.reference or item.move_id.name if item else ""
        self._say_from_portal(
            PROBLEM_ACTIVITY,
            self.env._("Problem reported on the portal: %s", about or self.env._("in general")),
            text,
            self.company_id._credit_today(),
        )

    def _promise_portal_payment(self, day, amount, text):
        """:param day: on which the customer will pay
        :param amount: in the company's currency
        """
        self._say_from_portal(
            PROMISE_ACTIVITY,
            self.env._(
                "Promised on the portal: %(amount)s on %(day)s",
                amount=self._portal_money(amount),
                day=self._portal_day(day),
            ),
            text,
            day,
        )

    def _say_from_portal(self, activity_type, summary, text, deadline):
        """Written in the customer's name as a note, which nobody outside reads; to be done by who looks after it."""
        lines = [summary, *text.splitlines()]
        self.message_post(body=Markup("<br/>").join(lines), subtype_xmlid="mail.mt_note")
        if user := self._credit_successor(self.env["res.users"]) or self.partner_id.user_id:
            self.activity_schedule(activity_type, date_deadline=deadline, summary=summary, user_id=user.id)
