from odoo import api, fields, models

from ...const import ADMINISTRATOR
from ...core.limit.approval import ESCALATE, nudge
from ..common.day import format_day

MOST_ASKED = 3  # administrators at once


class CreditNudged(models.AbstractModel):
    """A document decided on in steps that waits: who is asked is reminded, then somebody else is asked, too.

    Models say who may decide on the step that waits (``_get_able``) and give the to-do (``_ask``).
    """

    _name = "credit.nudged"
    _description = "Document That Waits for Decisions"

    reminded_on = fields.Date(readonly=True, copy=False, help="When who is asked was reminded.")
    waiting_since = fields.Date(readonly=True, copy=False, help="Since when the step waits.")

    def _get_able(self):
        """Who may decide on the step that waits."""
        raise NotImplementedError

    def _ask(self, user):
        """Give the to-do to this user."""
        raise NotImplementedError

    @api.model
    def _nudge_waiting(self):
        """Remind who is asked after some days, then ask somebody with more authority, then the administrators."""
        for document in self.search([("state", "=", "submitted"), ("waiting_since", "!=", False)]):
            company, today = document.company_id._credit_root(), document.company_id._credit_today()
            if document.reminded_on == today:
                continue
            due = nudge(
                document.waiting_since, today, company.credit_remind_days, company.credit_escalate_days,
                bool(document.reminded_on),
            )  # fmt: skip
            if due:
                document._credit_by_method().write({"reminded_on": today})
                document._nudge(due)

    def _nudge(self, due):
        asked, able = self.activity_ids.user_id, self._get_able()
        if due == ESCALATE:
            administrators = self.env["res.users"]._credit_with_role(ADMINISTRATOR)
            users = (able - asked)[:1] or administrators._credit_working_for(self.company_id) - asked
            for user in users[:MOST_ASKED]:
                self._ask(user)
        else:
            users = asked or able[:1]
        env = self.with_context(lang=users[:1].lang or self.env.lang).env  # of who is told
        since = format_day(env, self.waiting_since)
        text = env._("Waits since %s.", since)
        if due == ESCALATE:
            text = env._("Waits since %s: others are asked, too.", since)
        self.message_post(body=text, partner_ids=users.partner_id.ids)
