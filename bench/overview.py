"""The overview of a large company against one bare GROUP BY: run by ./dev/bench in Odoo's shell.

Every customer gets a grade and a limit. The snapshots of a day are made as the daily job makes them, and copied to
the 29 days before it. Then the page's own method is timed, as users of each role call it: each time with an empty
cache, as a request that comes first meets it. The baseline reads the open receivable and order lines and sums them
by partner, no more; live figures are what the page would take without snapshots. At the end all is rolled back.
"""
# ruff: noqa: F821 -- env is the shell's

import statistics
import time
from unittest.mock import patch

from odoo.addons.credit_management.models.overview import credit_overview

ROUNDS = 9
DAYS = 30
BATCH = 5000
BARE = """
    SELECT partner_id, SUM(amount) FROM (
           SELECT partner_id, amount_residual AS amount FROM account_move_line
            WHERE account_id = %s AND reconciled IS NOT TRUE AND parent_state = 'posted'
            UNION ALL
           SELECT partner_invoice_id, price_total FROM sale_order so JOIN sale_order_line line ON line.order_id = so.id
            WHERE so.state = 'sale') item
     GROUP BY partner_id
"""
STANDING = """
    UPDATE credit_account SET grade_id = (
           SELECT (ARRAY_AGG(id ORDER BY sequence))[1 + credit_account.id %% COUNT(*)] FROM credit_grade), score = 70;
    INSERT INTO credit_limit (account_id, kind, amount, valid_from, state, counts, reason, origin, approved_on,
                              author_id, approver_id, company_id, partner_id)
    SELECT id, 'base', 20000 + id %% 40000, CURRENT_DATE - 100, 'approved', TRUE, 'Benchmark', 'migration', NOW(), 1, 2,
           company_id, partner_id FROM credit_account;
    DELETE FROM credit_snapshot;
    ANALYZE credit_limit; ANALYZE credit_account;
"""
COPIES = """
    INSERT INTO credit_snapshot ({names}) SELECT {values} FROM credit_snapshot, GENERATE_SERIES(1, %s) back;
    ANALYZE credit_snapshot;
"""


def timed(call):
    """Milliseconds and queries of a call that finds nothing in the cache."""
    env.flush_all()
    env.invalidate_all()
    before, start = env.cr.sql_log_count, time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000, env.cr.sql_log_count - before


def bare():
    env.cr.execute(BARE, [env["credit.open.item"]._receivable_account_ids()[0]])
    env.cr.fetchall()


def people(group):
    user = env["res.users"].create(
        {
            "name": group,
            "login": f"bench_{group}",
            "group_ids": [(6, 0, [env.ref("base.group_user").id, env.ref(group).id])],
            "company_ids": [(6, 0, company.ids)],
            "company_id": company.id,
        }
    )
    return env(user=user, context={"lang": "en_US", "allowed_company_ids": company.ids})["credit.overview"]


def row(title, call, rounds=ROUNDS):
    call(), bare()
    pairs = [(timed(call), timed(bare)) for _ in range(rounds)]
    spent = statistics.median(first[0] for first, _second in pairs)
    worst = max(first[0] for first, _second in pairs)
    baseline = statistics.median(second[0] for _first, second in pairs)
    queries = pairs[-1][0][1]
    print(f"| {title} | {spent:.0f} | {worst:.0f} | {queries} | {baseline:.0f} | {spent / baseline:.2f} |", flush=True)


def live(overview):
    with (
        patch.object(credit_overview, "LIVE_ACCOUNTS", 10**9),
        patch.object(credit_overview, "LIVE_ITEMS", 10**9),
    ):
        overview.read_overview()


company = env.ref("base.main_company")
figures = env["credit.company.figure"]
env.cr.execute(STANDING.replace("%%", "%"))
env.registry.clear_cache()
env.invalidate_all()
accounts = env["credit.account"].search([("company_id", "=", company.id)], order="id")
start = time.perf_counter()
for first in range(0, len(accounts), BATCH):
    _figures, rows = env["credit.monitoring"]._collect(accounts[first : first + BATCH], {})
    env["credit.snapshot"]._keep(rows)
    env.invalidate_all()
snapshots = time.perf_counter() - start
names = [
    field.name
    for field in env["credit.snapshot"]._fields.values()
    if field.store and field.column_type and field.name != "id"
]
values = ["date - back" if name == "date" else name for name in names]
env.cr.execute(COPIES.format(names=", ".join(names), values=", ".join(values)), [DAYS - 1])
env["credit.job.run"].search([]).unlink()
env["credit.job.run"].create({"state": "done", "ended_on": env.cr.now()})

start = time.perf_counter()
figures._keep(company)
env.flush_all()
first_time = time.perf_counter() - start
start = time.perf_counter()
figures._keep(company)
daily = time.perf_counter() - start

manager, analyst, salesperson = map(
    people,
    (
        "credit_management.credit_management_group_manager",
        "credit_management.credit_management_group_analyst",
        "sales_team.group_sale_salesman",
    ),
)
found = env["credit.snapshot"].search_count([])
print(f"| overview, {len(accounts):,} accounts, {found:,} snapshots | ms | slowest | queries | bare sums, ms | ratio |")
print("|---|---|---|---|---|---|")
assert manager.read_overview()["source"] == "kept"
row("manager", manager.read_overview)
row("analyst", analyst.read_overview)
row("salesperson", salesperson.read_overview)
row("manager, if it were summed up live", lambda: live(manager), 3)
print(f"| daily job: month ends the first time, {first_time:.1f} s; each day after, {daily:.1f} s | | | | | |")
env.cr.rollback()
