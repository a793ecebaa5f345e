"""Three months of a real ledger in Odoo, day by day: run by ./dev/bench collecting --data FOLDER in Odoo's shell.

Invoices and payments come on the days on which they came; each day a run of the ready strategy *Standard* is previewed
and sent, and customers promise and contest at random (with a seed). Counted are messages, and those that should not
have been: of what is paid, in dispute or promised, doubled, skipped. See tests/collecting_days.py of the addon.
"""
# ruff: noqa: F821 -- env is the shell's, DATA and ASKED are given by ./dev/bench

import csv
import gzip
import random
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from odoo.addons.credit_management_collections.tests.collecting_days import Days
from odoo.addons.credit_management_collections.tests.collecting_truth import Invoice

FILE, COLUMNS = "hr_invoices_closed.csv.gz", ("customer_id", "invoice_date_est", "due_date", "clear_date", "amount")
FIRST, COUNT = date(2019, 9, 2), 92
CUSTOMERS, MOST = min(ASKED, 300), 60  # of those with at most so many invoices in the time: one has a quarter of all


def read():
    """The invoices of some hundred customers that were open on a day of the three months."""
    found, last = defaultdict(list), FIRST + timedelta(days=COUNT)
    with gzip.open(Path(DATA) / FILE, "rt") as file:
        for row in csv.DictReader(file):
            if not all(row[name] for name in COLUMNS):
                continue
            invoiced, due, paid = (date.fromisoformat(row[name][:10]) for name in COLUMNS[1:4])
            amount = round(float(row["amount"]), 2)
            if amount > 0 and invoiced < last and paid >= FIRST and due >= invoiced and paid > invoiced:
                found[row["customer_id"]].append(Invoice(f"c{row['customer_id']}", invoiced, due, paid, amount))
    some = sorted(name for name, invoices in found.items() if len(invoices) <= MOST)
    random.Random(23).shuffle(some)
    return [one for name in some[:CUSTOMERS] for one in found[name]]


def user(login, group):
    groups = [env.ref("base.group_user").id, env.ref(f"credit_management.credit_management_group_{group}").id]
    return env["res.users"].create({"name": login, "login": login, "group_ids": [(6, 0, groups)]})


began = time.monotonic()
env.company.partner_id.email = "company@example.com"
strategy = env.ref("credit_management_collections.credit_strategy_standard")
days = Days(user("collects", "manager"), user("confirms", "manager"), strategy, read(), FIRST)
print(f"| {len(days.all)} customers, {COUNT} days from {FIRST} | {len(days.invoices)} invoices |")
days.pass_days(COUNT, after_each=env.cr.commit)
for name, count in sorted(days.found.items()):
    print(f"| {name} | {count} |")
for name in sorted(days.wrong):
    print(f"| WRONG: {name} | {days.wrong[name]} |")
print(f"| seconds | {time.monotonic() - began:.0f} |")
