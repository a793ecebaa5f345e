"""Workbooks of many open items: run by ./dev/bench in Odoo's shell.

Each is made as the browser gets it, by a user of all companies under the access rules, three times; what is
reported is the median. Memory is by how much the peak of this process exceeds what it had before, in the first
of them, when nothing is in any cache.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import statistics
import time
from datetime import timedelta
from pathlib import Path

ROUNDS = 3
CASES = [
    ("aging, all sheets", {"report": "aging"}),
    ("aging, all sheets, a past day", {"report": "aging", "past": True}),
    ("aging, sums only", {"report": "aging", "with_detail": False}),
    ("portfolio with indicators", {"report": "portfolio"}),
]


def mebibytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def make(values):
    """:return: seconds, rows, bytes, how often progress was told, and the longest time without"""
    values = dict(values)
    env.cr.rollback()  # a transaction of its own, as in the browser: nothing is set in it yet
    admin = env.ref("base.user_admin")
    people = env(user=admin, context={"lang": "en_US", "allowed_company_ids": admin.company_ids.ids})
    export = people["credit.workbook.export"].create({})
    if values.pop("past", False):
        values["date"] = export.date - timedelta(days=15)
    export.write(values)
    env.flush_all()
    env.invalidate_all()
    start = last = time.perf_counter()
    steps, longest = [], 0.0
    for step in people["credit.workbook"]._stream(export):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        steps.append(step)
    return last - start, steps[-2][1], len(steps[-1]), len(steps) - 1, longest


def measured(values):
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = mebibytes("VmRSS")
    rounds = [make(values)]
    memory = mebibytes("VmHWM") - before
    rounds += [make(values) for _ in range(ROUNDS - 1)]
    seconds = statistics.median(one[0] for one in rounds)
    return seconds, memory, *rounds[-1][1:]


print("| workbook | rows | s | extra memory, MiB | size, MiB | steps told | longest without one, s |")
print("|---|---|---|---|---|---|---|")
for name, values in CASES:
    seconds, memory, rows, size, steps, longest = measured(values)
    print(
        f"| {name} | {rows:,} | {seconds:.1f} | {memory:.0f} | {size / 2**20:.1f} | {steps} | {longest:.1f} |",
        flush=True,
    )
env.cr.rollback()
