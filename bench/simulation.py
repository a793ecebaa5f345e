"""A year of monitoring day by day on real invoices: run by ./dev/bench simulation [--data DIR].

The ready rules, as the addon installs them, look at every customer at the end of each day, through
the same core as in Odoo and knowing no more than was known then. Prints the tables of
docs/monitoring.md: how many alerts are raised, and what followed them.
"""

import argparse
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from calibrating import invoices
from core.assessment.items import Ledger
from core.assessment.known import Known
from core.monitoring import figures, habits, monitoring
from lxml import etree

HERE = Path(__file__).resolve().parent
ELSEWHERE = HERE.parents[1] / "shared" / "data"
RULES = HERE.parent / "credit_management" / "data" / "credit_alert_data.xml"
# What the files tell of; the others need limits, scores, orders or statements.
TOLD = ("days_past_due", "overdue_amount", "overdue_share", "slowing_payer", "concentration")
LATE = 30  # days
WITHIN = 90  # days after an alert: what a quarter's review can still do something about
YEAR = 365
SMALL = {"IBM"}  # its invoices are of about 60 each: the floors of the ready rules would leave out everybody
WARM_UP = 180  # days of history before the year begins
EPOCH = date(1970, 1, 1)


# === WHAT IS READ === #


def load(folder, name):
    """Invoices as a ledger as of the end of a day, and by how many days each was paid late."""
    file, columns = invoices.FILES[name]
    table = pd.read_csv(folder / file, usecols=columns)[list(columns)].dropna()
    table.columns = ["customer", "invoiced", "due", "paid", "amount"]
    for column in ("invoiced", "due", "paid"):
        table[column] = pd.to_datetime(table[column]).to_numpy().astype("datetime64[D]").astype(np.int64)
    table = table[table["amount"] > 0].reset_index(drop=True)
    customer, _ids = pd.factorize(table["customer"])
    invoiced, due, paid = (table[column].to_numpy() for column in ("invoiced", "due", "paid"))
    amount, count = table["amount"].to_numpy(float), len(table)
    return Ledger(
        int(customer.max()) + 1, customer, np.minimum(invoiced, due), due, amount, np.arange(count), paid, amount,
        np.ones(count, bool),
    )  # fmt: skip


def ready_rules():
    """The rules of the addon's data that can be judged from invoices alone."""
    names, rules = {}, []
    for number, record in enumerate(etree.parse(RULES).iterfind("record[@model='credit.alert.rule']"), 1):
        values = {field.get("name"): field.text or field.get("eval") for field in record.iterfind("field")}
        if values["kind"] in TOLD:
            names[number] = values["name"]
            numbers = {name: float(values[name]) for name in ("warn", "clear", "exposure_min") if name in values}
            whole = {name: int(values[name]) for name in ("grace", "days") if name in values}
            rules.append(
                monitoring.Rule(id=number, kind=values["kind"], severity=values["severity"], **numbers, **whole)
            )
    return rules, names


# === A DAY === #


@dataclass(frozen=True)
class Day:
    """The figures of all customers at the end of a day, by number of the customer."""

    number: int
    receivable: np.ndarray
    overdue: np.ndarray
    oldest: np.ndarray
    buckets: np.ndarray
    slowing: list

    def figures(self, customer):
        return figures.Figures(
            on=EPOCH + timedelta(days=self.number),
            exposure=float(self.receivable[customer]),
            receivable=float(self.receivable[customer]),
            overdue=float(self.overdue[customer]),
            oldest_days_past_due=int(self.oldest[customer]),
            buckets=tuple(self.buckets[customer]),
            slowing=self.slowing[customer],
            company_receivable=float(self.receivable.sum()),
        )


def look(ledger, number):
    known = Known(ledger, np.full(ledger.customers, number))
    age = np.maximum(number - known.due, 0)
    bucket = np.searchsorted(figures.BUCKET_STARTS, age, side="right") - 1
    size = len(figures.BUCKET_STARTS)
    cells = np.bincount(known.customer * size + bucket, weights=known.open, minlength=ledger.customers * size)
    buckets = cells.reshape(-1, size)
    late = known.is_overdue
    oldest = np.nan_to_num(known.largest(known.customer[late], age[late]))
    return Day(number, buckets.sum(axis=1), buckets[:, 1:].sum(axis=1), oldest, buckets, habits.slowing(known))


# === A YEAR === #


@dataclass(frozen=True)
class Alert:
    customer: int
    day: int
    rule_id: int


def simulate(ledger, rules, first):
    """The alerts of a year, and the days on which each customer owed something. Nobody closes an alert."""
    standing, met = defaultdict(dict), defaultdict(dict)
    alerts, owing = [], defaultdict(list)
    for number in range(first - WARM_UP // 2, first + YEAR):
        today = look(ledger, number)
        for customer in np.flatnonzero((today.receivable > 0) | [bool(standing[n]) for n in range(ledger.customers)]):
            judgement = monitoring.judge(today.figures(customer), rules, standing[customer], met[customer])
            met[customer] = judgement.met_since
            raised = follow(judgement, standing[customer])
            if number >= first:
                alerts += [Alert(customer, number, rule.id) for rule in raised]
                if today.receivable[customer] > 0:
                    owing[customer].append(number)
    return alerts, owing


def follow(judgement, standing):
    """Carry the verdicts out; the rules that raised something, or made it more severe."""
    raised = []
    for verdict in judgement.verdicts:
        if verdict.event == monitoring.CLEARED:
            del standing[verdict.cause]
        elif verdict.event in (monitoring.RAISED, monitoring.CHANGED):
            before, rule = standing.get(verdict.cause), verdict.rule
            standing[verdict.cause] = monitoring.Standing(rule.id, rule.warn, rule.severity)
            if before is None or monitoring.RANK[rule.severity] > monitoring.RANK[before.severity]:
                raised.append(rule)
    return raised


# === WHAT FOLLOWED === #


class Outcomes:
    """The days on which something happened, by customer: sorted, for looking up the next one."""

    def __init__(self, customers, days):
        self.days = defaultdict(list)
        for customer, day in sorted(zip(customers.tolist(), days.tolist(), strict=True)):
            self.days[customer].append(day)

    def wait(self, customer, day):
        """Days until the next one, None if it is too far away."""
        days = np.asarray(self.days.get(customer, ()))
        place = np.searchsorted(days, day, side="right")
        return int(days[place] - day) if place < len(days) and days[place] - day <= WITHIN else None

    def share(self, pairs):
        waits = [self.wait(*pair) for pair in pairs]
        followed = [wait for wait in waits if wait is not None]
        return len(followed) / len(waits) if waits else float("nan"), followed

    def own_rate(self, alerts, owing):
        """The share on all days of the very customers that were warned of, each counting as often as it was."""
        rates = {customer: self.share((customer, day) for day in owing[customer])[0] for customer in owing}
        found = [rates[alert.customer] for alert in alerts if alert.customer in rates]
        return float(np.mean(found)) if found else float("nan")


def report(name, ledger, rules, names):
    last = int(ledger.day.max()) - WITHIN  # what comes later is not known of any alert
    first = last - YEAR
    first = max(first, int(ledger.invoiced.min()) + WARM_UP)
    alerts, owing = simulate(ledger, rules, first)
    delay = ledger.day - ledger.due
    slow = delay > LATE
    payments = Outcomes(ledger.customer[slow], ledger.day[slow])
    # The day on which it is clear that an invoice will be: one that had not been when the alert was raised.
    further = Outcomes(ledger.customer[slow], ledger.due[slow] + LATE + 1)
    every = [(customer, day) for customer, days in owing.items() for day in days]
    span = f"{EPOCH + timedelta(days=first)} to {EPOCH + timedelta(days=first + YEAR - 1)}"
    print(
        f"\n**{name}** ({len(owing)} customers who owed something, {span}; of {len(every):,} customer-days, "
        f"{payments.share(every)[0]:.0%} were followed by a payment more than {LATE} days late, "
        f"{further.share(every)[0]:.0%} by a further invoice becoming so)\n"
    )
    print(
        "| alerts of | in the year | a month | then a late payment | same customers, any day | days of warning |"
        " then a further late invoice | same customers, any day | days of warning |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for rule in rules:
        row(names[rule.id], [alert for alert in alerts if alert.rule_id == rule.id], owing, payments, further)
    row("**all rules**", alerts, owing, payments, further)
    caught(alerts, owing, rules, names, further, first)


def row(title, alerts, owing, *outcomes):
    cells = []
    for found in outcomes:
        share, waits = found.share((alert.customer, alert.day) for alert in alerts)
        median = f"{np.median(waits):.0f}" if waits else "–"
        cells += [f"{share:.0%}", f"{found.own_rate(alerts, owing):.0%}", median] if alerts else ["–"] * 3
    print(f"| {title} | {len(alerts)} | {len(alerts) / 12:.1f} | {' | '.join(cells)} |")


def caught(alerts, owing, rules, names, further, first):
    """How many customers became late without having been warned of."""
    slow_days = {
        customer: [day for day in days if first <= day < first + YEAR] for customer, days in further.days.items()
    }
    slow_days = {customer: days[0] for customer, days in slow_days.items() if days}
    warned = defaultdict(list)
    for alert in alerts:
        warned[alert.customer].append(alert.day)
    before = [
        customer
        for customer, day in slow_days.items()
        if any(day - WITHIN <= other < day for other in warned[customer])
    ]
    print(
        f"\nOf {len(slow_days)} customers with an invoice more than {LATE} days late in the year, {len(before)} "
        f"had an alert in the {WITHIN} days before the first of them became so."
    )


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench simulation", description=__doc__)
    default = os.environ.get("CREDIT_CALIBRATION_DATA") or ELSEWHERE
    parser.add_argument("--data", type=Path, default=Path(default), help="folder of the files (default %(default)s)")
    options = parser.parse_args()
    if missing := [file for file, _columns in invoices.FILES.values() if not (options.data / file).is_file()]:
        names = " and no ".join(missing)
        return f"{options.data} has no {names}: name the folder with --data, see docs/calibration.md."
    rules, names = ready_rules()
    for name in invoices.FILES:
        chosen = [replace(rule, exposure_min=0) for rule in rules] if name in SMALL else rules
        report(name, load(options.data, name), chosen, names)
    return None


if __name__ == "__main__":
    sys.exit(main())
