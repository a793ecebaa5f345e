from markupsafe import Markup

from odoo import api, models
from odoo.tools.misc import groupby

from .credit_alert import OPEN

TEMPLATE = "credit_management.credit_alert_digest"
MOST = 100  # alerts a mail lists: nobody reads more, and the list is a click away


class CreditAlert(models.Model):
    """One mail a day to each owner, with the alerts that are new or more severe than they were."""

    _inherit = "credit.alert"

    @api.model
    def _send_digests(self):
        """
        :return: how many mails there are
        """
        waiting = self.sudo().search(  # the mail goes to owners, each of their own alerts
            [
                ("state", "in", OPEN),
                ("mailed_on", "=", False),
                ("rule_id.act_mail", "=", True),
                ("owner_id", "!=", False),
            ]
        )
        sent = 0
        for owner, alerts in waiting.grouped("owner_id").items():
            readable = alerts.filtered(lambda alert, owner=owner: alert._owned_by(owner))
            if readable and not readable._has_mail_of_today():
                readable._send_digest()
                sent += 1
        return sent

    def _owned_by(self, owner):
        return bool(owner._credit_working_for(self.company_id)) and bool(owner.email) and owner._sees_credit_alerts()

    def _has_mail_of_today(self):
        """Whether the owner has had the mail of the day: what comes later waits for the next one."""
        days = {alert._today() for alert in self}
        owned = [("owner_id", "=", self.owner_id.id), ("mailed_on", "in", list(days))]
        return bool(self.sudo().search_count(owned, limit=1))  # the mail goes to owners, each of their own alerts

    def _send_digest(self):
        owner = self.owner_id
        alerts = self.with_context(lang=owner.lang or self.company_id[:1].partner_id.lang or self.env.lang)
        # Of the company that is written about, where it is one.
        company = self.company_id if len(self.company_id) == 1 else owner.company_id
        # By the job; nobody may write mails of others.
        self.env["mail.mail"].sudo().create(
            {
                "subject": alerts._digest_subject(),
                "body_html": alerts._digest_body(owner),
                "email_from": company.email_formatted or self.env.ref("base.partner_root").email_formatted,
                "recipient_ids": [(4, owner.partner_id.id)],
                "auto_delete": False,
            }
        )
        for company, mailed in self.grouped("company_id").items():
            mailed._credit_by_method().write({"mailed_on": company._credit_today()})

    def _digest_subject(self):
        critical = len(self.filtered(lambda alert: alert._is_critical()))
        if len(self) == 1:
            return self.env._("Credit: a new critical alert") if critical else self.env._("Credit: a new alert")
        if critical:
            return self.env._(
                "Credit: %(count)s new alerts, %(critical)s of them critical", count=len(self), critical=critical
            )
        return self.env._("Credit: %(count)s new alerts", count=len(self))

    def _digest_body(self, owner):
        customers = self._by_customer()
        listed = self.browse([alert.id for _account, alerts in customers for alert in alerts][:MOST])
        shown = [(account, alerts & listed) for account, alerts in customers if alerts & listed]
        companies = groupby(shown, lambda pair: pair[0].company_id)
        values = {
            "owner": owner,
            "by_company": sorted(companies, key=lambda pair: pair[0].name),
            "more": len(self) - len(listed),
            "all": f"{self[:1].get_base_url()}/odoo/credit-alerts",
            # Odoo's own way in: it asks for the login and turns to the company of the alert.
            "link": lambda alert: f"{alert.get_base_url()}/mail/view?model=credit.alert&res_id={alert.id}",
            "text": self.env["credit.alert.rule"]._text_of,
        }
        # The template escapes its values.
        return Markup(self.env["ir.qweb"]._render(TEMPLATE, values, lang=self.env.context.get("lang")))

    def _by_customer(self):
        """Alerts of each customer, the worst first, and so the customers: by their worst alert, then by how many."""
        groups = [
            (account, alerts.sorted(lambda alert: -alert.rank))
            for account, alerts in self.grouped("account_id").items()
        ]
        return sorted(groups, key=lambda pair: (-pair[1][0].rank, -len(pair[1]), pair[0].partner_name or ""))
