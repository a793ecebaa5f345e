"""An old ledger in, decisions out: run by ../replay in Odoo's shell, with SETTINGS as JSON.

Everything goes through the addon: the import as the dialog does it, the history as the replay on screen
collects it, and the same core.
"""
# ruff: noqa: F821 -- env and SETTINGS are the shell's

import base64
import gzip
import json
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from odoo.addons.credit_management.core.assessment.items import day_of
from odoo.addons.credit_management.core.policy.policy import Rule, Scope
from odoo.addons.credit_management.core.replay import baselines, report
from odoo.addons.credit_management.core.replay import outcome as outcomes
from odoo.addons.credit_management.core.replay import replay as core
from odoo.addons.credit_management.core.replay.figures import figures

told = json.loads(SETTINGS)

EVERYBODY = Scope(everybody=True)
lines = []


def say(text=""):
    lines.append(text)


def progress(text):
    print(f"Replaying: {text}", flush=True)


def table(*rows):
    """A table in Markdown; the first row is its head."""
    say()
    for number, row in enumerate(rows):
        say(f"| {' | '.join(map(str, row))} |")
        if not number:
            say(f"|{'---|' * len(row)}")
    say()


class Money:
    """Amounts in thousands, unless a whole ledger is no more than a few of them."""

    unit, word = 1.0, ""

    @classmethod
    def choose(cls, total):
        cls.unit, cls.word = (1e3, ", thousands") if total >= 1e6 else (1.0, "")


def amount(value):
    return f"{value / Money.unit:,.0f}"


def percent(share):
    return "–" if share is None else f"{share:.1%}"


# === IN === #


def read(path):
    """The import with its columns, read and not booked yet."""
    content = path.read_bytes()
    name = path.name
    if name.endswith(".gz"):
        content, name = gzip.decompress(content), name.removesuffix(".gz")
    vals = {"file": base64.b64encode(content), "file_name": name, "create_customers": True}
    if told["days"] is not None:
        vals |= {"assume_due": True, "due_days": told["days"]}
    ledger = env(user=env.ref("base.user_admin"))["credit.ledger.import"].create(vals)
    choose_columns(ledger)
    # Whoever names columns has looked at them; the totals are printed, and nothing but this replay follows from them.
    ledger.write({"columns_confirmed": bool(told["columns"]), "total_accepted": True})
    ledger.action_read()
    return ledger


def choose_columns(ledger):
    for header, meaning in told["columns"].items():
        column = ledger.column_ids.filtered(lambda column, header=header: column.header == header)
        if not column:
            sys.exit(f"ERROR: there is no column {header!r}: {', '.join(ledger.column_ids.mapped('header'))}.")
        column.meaning = meaning or False
    for name, chosen in (("date_format", told["dates"]), ("number_format", told["decimal"])):
        if chosen:
            wanted = ledger.column_ids.filtered(lambda column, name=name: column._form_of(column.meaning) == name)
            wanted.write({name: chosen})


def tell_columns(ledger):
    names = ("meaning", "date_format", "number_format")
    labels = {name: dict(ledger.column_ids._fields[name]._description_selection(env)) for name in names}

    def label(column, *names):
        return next((labels[name][column[name]] for name in names if column[name]), "–")

    table(
        ("column", "header", "read as", "written", "for example"),
        *(
            (column.letter, column.header, label(column, "meaning"), label(column, "date_format", "number_format"),
             column.sample or "–")
            for column in ledger.column_ids
        ),
    )  # fmt: skip


def book(ledger):
    """Import as the job does, part by part."""
    begin = time.perf_counter()
    ledger.action_import()
    env.cr.commit()
    while ledger.state in ("importing", "failing"):
        progress(f"{ledger.done_count:,} of {ledger.invoice_count:,} invoices booked")
        ledger._step(ledger._read_plan() if ledger.state == "importing" else None)
        env.cr.commit()
        env.invalidate_all()
    if ledger.state != "done":
        sys.exit(f"ERROR: {ledger.failure}")
    seconds = time.perf_counter() - begin
    count = ledger.booked_count
    say(
        f"{count:,} invoices of {ledger.customer_count:,} customers from {ledger.first_date} to {ledger.last_date}, and"
        f" {ledger.receipt_count:,} receipts, booked and reconciled in {seconds:.0f} s: {1000 * seconds / count:.1f} ms"
        f" an invoice. {ledger.amount_text} invoiced, {ledger.open_text or 'nothing'} still open."
    )


# === OUT === #


def history_of(root, policy, ledger):
    """What the replay on screen would play, with limits as assessments would have proposed them."""
    progress("collecting the history")
    histories = env["credit.replay.history"]
    collected = histories._collect(root, ledger.first_date, root._credit_today())
    progress("assessing the customers from review to review")
    standings = histories._standings(collected, "proposed", policy)
    return replace(collected.history, standings=standings)


def tell_customers(history):
    """Grades and limits as they stood at the end, beside what was owed then."""
    last = outcomes.last_known(history.ledger)
    grades = [grade.code for grade in env["credit.grade"].search([])] + [""]
    found = {code: [0, 0.0, 0.0] for code in grades}
    bought = purchases(history.ledger, last)
    for number in range(history.ledger.customers):
        standing = history.standings.on(number, last)
        row = found[standing.grade]
        row[0] += 1
        row[1] += standing.limit.ceiling if standing.grade else 0.0
        row[2] += bought[number]
    say(f"How the customers stood at the end, on {day_of(last)}:")
    table(
        ("grade", "customers", f"limits proposed{Money.word}", f"bought in the last year{Money.word}"),
        *((code or "not assessed", count, amount(limit), amount(year)) for code, (count, limit, year) in found.items()),
    )


def purchases(ledger, last):
    recent = ledger.invoiced > last - 365
    return np.bincount(ledger.customer[recent], ledger.amount[recent], ledger.customers)


def rule(kind, **values):
    return Rule(1, kind, scope=EVERYBODY, **values)


def tell_decisions(history, policy):
    """The policy, parts of it, and simple ways to hold as many orders."""
    policies = policies_of(policy._to_core())
    progress("deciding on every order")
    first = int(history.ledger.invoiced.min()) + told["warm_up"]
    begin = time.perf_counter()
    played = core.replay(history, list(policies.values()), first=first)
    seconds = time.perf_counter() - begin
    if not len(played.rows):
        say(f"There is no order to decide on after the first {told['warm_up']} days, which are history only.")
        return
    outcome = outcomes.outcomes(played, late_days=told["late_days"])
    side = report.side(played, outcome, played.verdicts[0])
    found = side.figures
    say(
        f"{found.orders:,} orders of {len(set(played.customer.tolist())):,} customers decided on by"
        f" {len(policies)} policies in {seconds:.1f} s, from {day_of(played.day.min())} to"
        f" {day_of(played.day.max())}. {found.late:,} were paid more than {told['late_days']} days late, with"
        f" {amount(found.late_amount)} of {amount(found.amount)}{Money.word}."
    )
    tell_ways(policies, played, outcome)
    tell_side(side, report.owed(played, np.ones(len(played.rows), bool)), policy)


def policies_of(own):
    return {
        "the policy": own,
        "its limits alone": replace(own, rules=tuple(one for one in own.rules if one.kind == "exposure")),
        "anything overdue": replace(own, rules=(rule("overdue_amount"),)),
        "more than a fifth overdue": replace(own, rules=(rule("overdue_amount", percent=20),)),
    }


def tell_ways(policies, played, outcome):
    """What each way holds, side by side."""
    most = played.verdicts[0].held.sum()
    table(
        head("held by"),
        *(row(f"**{title}**", figures(played, outcome, verdicts.held))
          for title, verdicts in zip(policies, played.verdicts, strict=True)),
        *(row(f"{title}, as many orders", figures(played, outcome, baselines.held(played, score, most)))
          for title, score in baselines.BASELINES.items()),
    )  # fmt: skip


def tell_side(side, everything, policy):
    """What the policy would have avoided, by grade, and by which of its rules."""
    say(
        f"Had the held orders not been shipped, at most {amount(side.avoided.largest)} less would have"
        f" been owed on a day, {amount(side.avoided.average)} of {amount(everything.average)} on"
        f" average{Money.word}."
    )
    names = {one.id: one.name for one in policy.rule_ids}
    order = [grade.code for grade in env["credit.grade"].search([])] + [""]
    table(
        head("grade"),
        *(row(f"{code or 'not assessed'} ({side.by_grade[code].orders:,} orders)", side.by_grade[code])
          for code in order if code in side.by_grade),
    )  # fmt: skip
    table(
        head("rule, alone or with others"),
        *(row(names[rule_id], every) for rule_id, (every, _alone) in side.by_rule.items()),
    )


def head(first):
    return (
        first, "orders held", "of all", f"money held{Money.word}", "late money held", "late orders held",
        "good orders held", "right of the holds",
    )  # fmt: skip


def row(title, found):
    return (
        title, f"{found.held:,}", percent(found.share_held), amount(found.held_amount),
        percent(found.late_money_held), percent(found.late_orders_held), percent(found.good_orders_held),
        percent(found.precision),
    )  # fmt: skip


def nothing_to_decide(ledger):
    """Why no order of the ledger can be decided on, in a sentence; None where there are some."""
    days = [one.invoiced for one in ledger._look().invoices if one.amount > 0 and not one.payment]
    if not days:
        return "There is no invoice in this ledger, so there is no order to decide on."
    first = min(days) + timedelta(days=told["warm_up"])
    if max(days) >= first:
        return None
    return (
        f"There is no order to decide on: the invoices are from {min(days)} to {max(days)}, and the first"
        f" {told['warm_up']} days are history only. Take a longer ledger, or fewer days with --warm-up."
    )


def main():
    root = env.company._credit_root()
    say(f"# {Path(told['file']).name}")
    ledger = read(Path(told["file"]))
    tell_columns(ledger)
    if not ledger.ready or ledger.fault_count:
        texts = (f"Nothing was imported, faults: {ledger.fault_count:,}", ledger.fault_text, ledger.question_text)
        say("\n".join(filter(None, texts)))
        return False
    if ledger.warning_count:
        say(f"Warnings: {ledger.warning_count:,}, the first of them: {(ledger.warning_text or '').splitlines()[0]}")
    if sentence := nothing_to_decide(ledger):
        say(sentence)
        return False
    book(ledger)
    policy = env["credit.policy"]._get_in_force(root)._credit_by_method()
    policy.limit_step = policy.limit_step if told["step"] is None else told["step"]
    policy.existing_turnover = policy.existing_turnover if told["turnover"] is None else told["turnover"]
    history = history_of(root, policy, ledger)
    Money.choose(float(history.ledger.amount.sum()))
    tell_customers(history)
    tell_decisions(history, policy)
    return True


played = main()
Path(told["summary"]).write_text(json.dumps({"played": played, "text": "\n".join(lines)}))
