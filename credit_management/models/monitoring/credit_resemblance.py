from odoo import SUPERUSER_ID, api, models

from ...core.monitoring import monitoring as core
from ...core.monitoring.kinds import RESEMBLANCE
from .credit_alert import OPEN
from .credit_alert_raise import QUIET


class CreditResemblance(models.Model):
    """An alert for each customer that has come to resemble one on stop, on the account of that one."""

    _inherit = "credit.resemblance"

    def _after_finding(self):
        done = super()._after_finding()
        # A user who changes a contact need not read alerts or rules, and is not the author of what is said.
        pairs = self.with_user(SUPERUSER_ID)
        rules = pairs.env["credit.alert.rule"].search([("kind", "=", RESEMBLANCE)])
        there = {(alert.account_id.id, alert.cause): alert for alert in pairs._alerts()}
        alerts = pairs.env["credit.alert"].with_context(**QUIET)._credit_by_method()
        raising = []
        for pair in pairs:
            alert = there.get((pair.account_id.id, pair._cause()), alerts.browse())
            if alert.is_open:
                alert.with_context(**QUIET)._credit_by_method().write({"value_now": pair._count()})
            elif rule := pair._choose_rule(rules):
                alert._rearm()
                raising.append(pair._prepare_alert_vals(rule))
        alerts.create(raising)._after_raising()
        return done

    def _choose_rule(self, rules):
        """The most severe rule that wants an alert of it."""
        self.ensure_one()
        wanting = rules.filtered(
            lambda rule: rule.company_id in (rule.company_id.browse(), self.company_id) and self._count() >= rule.warn
        )
        return wanting.sorted(lambda rule: (core.RANK[rule.severity], -rule.id))[-1:]

    def _count(self):
        return len(self.grounds.split())

    def _cause(self):
        return f"{RESEMBLANCE}:{self.partner_id.id}"

    def _alerts(self):
        """The alerts of these pairs that are open or muted; an open one counts before a muted one."""
        causes = [pair._cause() for pair in self]
        domain = ["&", ("account_id", "in", self.account_id.ids), ("cause", "in", causes)]
        return self.env["credit.alert"].search(
            [*domain, "|", ("state", "in", OPEN), ("muted", "=", True)], order="is_open, id"
        )

    def _prepare_alert_vals(self, rule):
        sellers = self.account_id._map_sellers()[self.account_id]
        today = self.company_id._credit_today()
        vals = self.env["credit.alert"]._prepare_rule_vals(self.account_id, rule, today, sellers)
        return vals | {
            "cause": self._cause(),
            "resemblance_id": self.id,
            "value": self._count(),
            "value_now": self._count(),
            "threshold": rule.warn,
        }

    @api.model
    def _look_at_all(self):
        """Close as well what is over: something is sold to the customer on stop again."""
        result = super()._look_at_all()
        # Alerts of all companies, whoever the user of the job is.
        alerts = self.env["credit.alert"].sudo().search([("kind", "=", RESEMBLANCE), ("state", "in", OPEN)])
        over = alerts.filtered(lambda alert: alert.account_id.status not in ("stop", "closed"))
        over._set_closed("itself")
        over._tell_closed()
        return result
