"""Exposure and aging against one bare GROUP BY over the same rows: run by ./dev/bench in Odoo's shell.

The baseline reads the same receivable lines and order lines and sums them by partner, no more.
Each pair is timed in turn, A B A B …, so that a machine whose speed drifts drifts for both;
what is reported is the median, and the ratio of the medians.
"""
# ruff: noqa: F821 -- env is the shell's

import statistics
import time

ROUNDS = 15
BARE = """
    SELECT partner_id, SUM(amount) FROM (
           SELECT partner_id, amount_residual AS amount FROM account_move_line
            WHERE account_id = %(account)s AND reconciled IS NOT TRUE AND parent_state = 'posted' AND {lines}
            UNION ALL
           SELECT partner_invoice_id, price_total FROM sale_order so JOIN sale_order_line line ON line.order_id = so.id
            WHERE so.state = 'sale' AND {orders}) item
     GROUP BY partner_id
"""
SOME = BARE.format(lines="partner_id = ANY(%(partners)s)", orders="so.partner_invoice_id = ANY(%(partners)s)")
ALL = BARE.format(lines="TRUE", orders="TRUE")

exposures = env["credit.exposure"]
receivable = env["account.account"].search([("account_type", "=", "asset_receivable"), ("non_trade", "=", False)])
accounts = env["credit.account"].search([("partner_name", "like", "Customer")], order="id")


def bare(some):
    env.cr.execute(SOME, {"account": receivable[0].id, "partners": some.partner_id.ids})
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


sample = accounts[1 :: max(1, len(accounts) // 1000)][:1000]
largest = accounts[:1]
sample.partner_id, largest.partner_id  # noqa: B018 -- read once, outside the measurement
print("| accounts | exposure and aging, ms | bare GROUP BY of the same rows, ms | ratio |")
print("|---|---|---|---|")
row("1,000 accounts", *pair(lambda: exposures._read_figures(sample), lambda: bare(sample)))
row("one account with the most items", *pair(lambda: exposures._read_figures(largest), lambda: bare(largest)))
row("80 accounts, as a list shows them", *pair(lambda: exposures._read_figures(sample[:80]), lambda: bare(sample[:80])))
search = [("oldest_days_past_due", ">", 30)]
everybody = {"account": receivable[0].id}
row(
    "filter: overdue more than 30 days, all accounts",
    *pair(lambda: env["credit.account"].search_count(search), lambda: env.cr.execute(ALL, everybody)),
)
