from dataclasses import replace
from datetime import date, timedelta

from ...core.monitoring import monitoring as core
from ...core.monitoring.figures import Figures

DAY = date(2026, 6, 15)

ONE = timedelta(days=1)

UTILISATION = core.Rule(1, "utilisation", 90, 80)

LIMIT = {"limit_state": "limited", "limit_amount": 1000.0}


def figures(**known):
    return Figures(**({"on": DAY, "exposure": 1.0} | known))


def late(overdue, **known):
    return figures(overdue=overdue, oldest_days_past_due=40, receivable=overdue, **LIMIT, **known)


def using(percent, on=DAY):
    return figures(on=on, exposure=percent * 10.0, **LIMIT)


def events(judgement):
    return [verdict.event for verdict in judgement.verdicts]


class Account:
    """Alerts of an account, day by day."""

    def __init__(self, *rules):
        self.rules, self.standing, self.met = rules, {}, {}

    def day(self, known):
        judgement = core.judge(known, self.rules, self.standing, self.met)
        self.met = judgement.met_since
        for verdict in judgement.verdicts:
            self.follow(verdict)
        return events(judgement)

    def follow(self, verdict):
        if verdict.event in (core.CLEARED, core.REARMED):
            del self.standing[verdict.cause]
        elif verdict.event in (core.RAISED, core.CHANGED):
            rule = verdict.rule
            self.standing[verdict.cause] = core.Standing(rule.id, rule.warn, rule.severity)

    def mute(self):
        self.standing = {cause: replace(alert, muted=True) for cause, alert in self.standing.items()}
