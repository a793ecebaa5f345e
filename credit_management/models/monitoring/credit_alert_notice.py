from markupsafe import Markup

from odoo import fields, models

from ...const import ALERT_ACTIVITY
from ...core.monitoring import monitoring as core
from .credit_alert_raise import QUIET


class CreditAlert(models.Model):
    """Notices of an alert: a note on the customer's account, an activity and the mail of the day for the owner."""

    _inherit = "credit.alert"

    def _after_raising(self):
        """Act as the rules say on alerts that are new, or more severe than they were."""
        self._tell_raised()
        self._act_on_status()
        self._plan_activities()

    # === ON THE ACCOUNT === #

    def _tell_raised(self):
        self._tell(lambda alert: alert.env._("Alert “%(rule)s” is raised: %(finding)s.", **alert._words()))

    def _tell_changed(self, before):
        names = dict(self._fields["severity"]._description_selection(self.env))
        self._tell(
            lambda alert: alert.env._(
                "Alert “%(rule)s” is %(severity)s now, it was %(before)s: %(now)s.",
                severity=names[alert.severity],
                before=names[before],
                **alert._words(),
            )
        )

    def _tell_closed(self):
        outcomes = dict(self._fields["outcome"]._description_selection(self.env))

        def words(alert):
            if alert.outcome == "itself":
                return alert.env._("Alert “%(rule)s” has cleared automatically: now %(now)s.", **alert._words())
            return alert.env._(
                "Alert “%(rule)s” is closed (%(outcome)s): %(reason)s",
                outcome=outcomes[alert.outcome],
                reason=alert.close_reason,
                **alert._words(),
            )

        self._tell(words)

    def _words(self):
        """Salespeople read the notes of an account, and scores are not for them."""
        if self.kind == "score_drop":
            hidden = self.env._("see the alert")
            return {"rule": self.rule_id.name, "finding": hidden, "now": hidden}
        return {"rule": self.rule_id.name, "finding": self.finding, "now": self.finding_now}

    def _tell(self, words):
        """One note an account, whatever the number of its alerts."""
        # Notes are written for the controller, by any user.
        for lang, alerts in self.sudo().grouped(lambda alert: alert.account_id.controller_id.lang).items():
            alerts = alerts.with_context(lang=lang or self.env.lang)
            bodies = {
                account.id: Markup("<br/>").join(words(alert) for alert in of_account)
                for account, of_account in alerts.grouped("account_id").items()
            }
            alerts.account_id._message_log_batch(bodies=bodies)

    # === TO THE OWNER === #

    def _plan_activities(self):
        # Activities belong to the owner of the alert, hence sudo.
        asking = self.sudo().filtered(lambda alert: alert.rule_id.act_activity and alert.owner_id)
        asking.with_context(**QUIET)._close_activities()
        for (owner, due), alerts in asking.grouped(lambda alert: (alert.owner_id, alert.due_date)).items():
            # The mail of the day tells of them all; a mail for each would bury it.
            quiet = alerts.with_context(mail_activity_quick_update=True, lang=owner.lang or self.env.lang, **QUIET)
            for rule, same in quiet.grouped("rule_id").items():
                same.activity_schedule(ALERT_ACTIVITY, user_id=owner.id, date_deadline=due, summary=rule.name)

    def _close_activities(self):
        self._credit_close_activities(ALERT_ACTIVITY)

    def write(self, vals):
        """An activity goes with its alert: to the new owner, to the new day."""
        done = super().write(vals)
        if not self._credit_is_by_method() and {"owner_id", "due_date"} & vals.keys():
            self._plan_activities()
        return done

    # === OF THE DAY === #

    def _severity_text(self):
        return dict(self._fields["severity"]._description_selection(self.env))[self.severity]

    def _is_critical(self):
        return self.severity == core.CRITICAL

    def _today(self):
        return self.company_id._credit_today() if self else fields.Date.today()
