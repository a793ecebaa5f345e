from odoo import api, fields, models
from odoo.tools import SQL

from ...core.monitoring import monitoring as core
from ...core.monitoring.kinds import RESEMBLANCE
from .credit_alert import OPEN

QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "mail_create_nolog": True, "mail_notrack": True}


class CreditAlert(models.Model):
    """Alerts by the figures of the day: raised, more or less severe, closed."""

    _inherit = "credit.alert"

    @api.model
    def _judge(self, figures):
        """Judge accounts by the rules in use, and do what follows.

        :param figures: {credit.account: core.monitoring.figures.Figures}
        :return: the alerts that were raised
        """
        accounts = self.env["credit.account"].union(*figures)
        rules = self.env["credit.alert.rule"]._in_use(accounts.company_id)
        standing = self._standing(accounts)
        met = self.env["credit.alert.met"]._of(accounts.ids)
        plain = {
            account: {cause: alert._to_core() for cause, alert in standing[account.id].items()} for account in figures
        }
        judged = {
            account: core.judge(known, rules, plain[account], met[account.id]) for account, known in figures.items()
        }
        after = {account.id: judgement.met_since for account, judgement in judged.items()}
        self.env["credit.alert.met"]._remember(met, after)
        verdicts = [(account, verdict) for account, judgement in judged.items() for verdict in judgement.verdicts]
        return self._carry_out(verdicts, standing)

    @api.model
    def _standing(self, accounts):
        """The alerts that are open or muted, of figures: a resemblance is none that could be back.

        :return: {account id: {cause: alert}}
        """
        alerts = self.sudo().search(  # an alert out of sight is open, too
            [
                ("account_id", "in", accounts.ids),
                ("kind", "!=", RESEMBLANCE),
                "|",
                ("state", "in", OPEN),
                ("muted", "=", True),
            ],
            order="is_open, id",  # an open one counts before a muted one
        )
        found = {account_id: {} for account_id in accounts.ids}
        for alert in alerts:
            found[alert.account_id.id][alert.cause] = alert
        return found

    def _to_core(self):
        return core.Standing(self.rule_id.id, self.threshold, self.severity, muted=not self.is_open)

    @api.model
    def _carry_out(self, verdicts, standing):
        raising, kept = [], []
        for account, verdict in verdicts:
            there = standing[account.id].get(verdict.cause, self.browse())
            if verdict.event == core.RAISED:
                there._rearm()
                raising.append((account, verdict))
            elif verdict.event == core.CHANGED:
                there._change(verdict)
            elif verdict.event == core.KEPT:
                kept.append((there, verdict.value))
            elif verdict.event == core.CLEARED:
                there._clear(verdict.value)
            else:
                there._rearm()
        self._see(kept)
        raised = self._raise(raising)
        raised._after_raising()
        return raised

    @api.model
    def _raise(self, raising):
        accounts = self.env["credit.account"].union(*(account for account, _verdict in raising))
        today = {company: company._credit_today() for company in accounts.company_id}
        sellers = accounts._map_sellers()
        # The user of the job need not read the rules, hence sudo.
        rules = self.env["credit.alert.rule"].sudo().browse({verdict.rule.id for _account, verdict in raising})
        rules = {rule.id: rule for rule in rules}
        vals_list = [
            self._prepare_vals(account, verdict, rules[verdict.rule.id], today[account.company_id], sellers[account])
            for account, verdict in raising
        ]
        # Nobody may create alerts by hand.
        return self.sudo().with_context(**QUIET)._credit_by_method().create(vals_list).with_env(self.env)

    @api.model
    def _prepare_vals(self, account, verdict, rule, today, sellers):
        figures = {"value": verdict.value, "value_now": verdict.value, "threshold": rule.warn}
        return self._prepare_rule_vals(account, rule, today, sellers) | figures | {"cause": verdict.cause}

    @api.model
    def _prepare_rule_vals(self, account, rule, today, sellers):
        """Values an alert takes from its account and its rule."""
        return {
            "account_id": account.id,
            "rule_id": rule.id,
            "kind": rule.kind,
            "severity": rule.severity,
            "raised_on": today,
            "due_date": fields.Date.add(today, days=rule.due_days),
            "owner_id": self._owner(account, rule, sellers).id,
        }

    @api.model
    def _owner(self, account, rule, sellers):
        """Owner the rule names, else who looks after the customer, as far as they see the alert and do not sell."""
        company = account.company_id
        named = (rule.owner_id, account.controller_id, company.credit_controller_id)
        for user in (one for person in named for one in (person._credit_stand_in(company), person)):
            if user not in sellers and user._credit_working_for(company) and user._sees_credit_alerts():
                return user
        return self.env["res.users"]

    def _change(self, verdict):
        """More or less severe than it was, by another rule of the same cause."""
        self.ensure_one()
        alert, before = self.sudo(), self.severity  # figures decide, not the user of the job
        rule = self.env["credit.alert.rule"].sudo().browse(verdict.rule.id)  # users of the job need not read rules
        vals = {"rule_id": rule.id, "severity": rule.severity, "threshold": rule.warn, "value_now": verdict.value}
        alert.with_context(**QUIET)._credit_by_method().write(vals)
        alert._tell_changed(before)
        if alert.rank > [name for name in core.SEVERITIES].index(before):
            alert._credit_by_method().write({"mailed_on": False})
            alert._after_raising()

    def _clear(self, value):
        """The figure is back, or nothing is left to look at."""
        alert = self.sudo()  # figures decide, not the user of the job
        if value is not None:
            alert.with_context(**QUIET)._credit_by_method().write({"value_now": value})
        alert._set_closed("itself")
        alert._tell_closed()

    def _rearm(self):
        """From now on the cause may raise an alert again."""
        # Figures decide, not the user of the job.
        self.sudo().filtered("muted").with_context(**QUIET)._credit_by_method().write({"muted": False})

    @api.model
    def _see(self, kept):
        """Note today's figure where it is another one: a daily write of every open alert would be for nothing."""
        rows = [(alert.id, value) for alert, value in kept if value is not None and alert.value_now != value]
        if rows:
            self.flush_model(["value_now"])
            self.env.cr.execute(
                SQL(
                    "UPDATE credit_alert SET value_now = seen.value FROM (VALUES %s) seen (id, value)"
                    " WHERE credit_alert.id = seen.id",
                    SQL(", ").join(SQL("(%s, %s::float8)", *row) for row in rows),
                )
            )
            self.browse(id_ for id_, _value in rows).invalidate_recordset(["value_now"])
