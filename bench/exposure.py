"""Exposure and aging against one bare GROUP BY over the same rows: run by ./dev/bench in Odoo's shell.

Each pair is timed in turn, A B A B …, so that a machine whose speed drifts drifts for both;
what is reported is the median, and the ratio of the medians.
"""
# ruff: noqa: F821, T201 -- env is the shell's, and what begins with | is the table

import statistics
import time

ROUNDS = 15
BARE = """
    SELECT partner_id, SUM(amount_residual) FROM account_move_line
     WHERE account_id = %s AND reconciled IS NOT TRUE AND parent_state = 'posted' AND partner_id = ANY(%s)
     GROUP BY partner_id
"""

exposures = env["credit.exposure"]
receivable = env["account.account"].search([("account_type", "=", "asset_receivable"), ("non_trade", "=", False)])
accounts = env["credit.account"].search([("partner_name", "like", "Customer")], order="id")


def bare(some):
    partners = some.partner_id.ids
    env.cr.execute(BARE, (receivable[0].id, partners))
    return env.cr.fetchall()


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def pair(first, second):
    first(), second()
    times = [(timed(first), timed(second)) for _ in range(ROUNDS)]
    return [statistics.median(column) * 1000 for column in zip(*times, strict=True)]


def row(title, figures, baseline):
    print(f"| {title} | {figures:.1f} | {baseline:.1f} | {figures / baseline:.2f} |")


sample = accounts[1:: max(1, len(accounts) // 1000)][:1000]
largest = accounts[:1]
sample.partner_id, largest.partner_id  # noqa: B018 -- read once, outside the measurement
print("| accounts | exposure and aging, ms | bare GROUP BY, ms | ratio |")
print("|---|---|---|---|")
row("1,000 accounts", *pair(lambda: exposures._read_figures(sample), lambda: bare(sample)))
row("one account with the most items", *pair(lambda: exposures._read_figures(largest), lambda: bare(largest)))
row("80 accounts, as a list shows them", *pair(lambda: exposures._read_figures(sample[:80]), lambda: bare(sample[:80])))
search = [("oldest_days_past_due", ">", 30)]
everybody = "SELECT partner_id, SUM(amount_residual) FROM account_move_line WHERE reconciled IS NOT TRUE GROUP BY 1"
row(
    "filter: overdue more than 30 days, all accounts",
    *pair(lambda: env["credit.account"].search_count(search), lambda: env.cr.execute(everybody)),
)
