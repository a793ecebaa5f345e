"""Lists, reports and workbooks of a large ledger against one bare GROUP BY: run by ./dev/bench in Odoo's shell.

Each is called as the browser calls it, by an administrator under the access rules, with an empty cache, in turn with
the baseline of bench/exposure.py: one sum by customer over the same receivable and order lines. What is reported is
the median, what was aimed at, and the ratio of the medians.
"""
# ruff: noqa: F821 -- env is the shell's

import statistics
import time

ROUNDS = 7
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
# What sums of all items set for the rest of their transaction; a request finds none of it.
SETTINGS = ("jit", "work_mem", "random_page_cost", "parallel_tuple_cost", "min_parallel_table_scan_size")
AS_FOUND = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in SETTINGS)
SHOWN = ("partner_id", "reference", "category", "date", "date_due", "days_past_due", "bucket_id", "user_id", "amount")

admin = env.ref("base.user_admin")
admin.group_ids += env.ref("credit_management.credit_management_group_manager")
people = env(user=admin, context={"lang": "en_US", "allowed_company_ids": env.ref("base.main_company").ids})
receivable = env["account.account"].search([("account_type", "=", "asset_receivable"), ("non_trade", "=", False)])
accounts = env["credit.account"].search([("partner_name", "like", "Customer")], order="id")
sample = accounts[1 :: max(1, len(accounts) // 1000)][:1000]
partner_ids = sample.partner_id.ids
items, aging, exposures = people["credit.open.item"], people["credit.aging"], env["credit.exposure"]


def bare(partners=None):
    env.cr.execute(SOME if partners else ALL, {"account": receivable[0].id, "partners": partners})
    return env.cr.fetchall()


def timed(call, fresh=True):
    env.flush_all()
    if fresh:
        env.invalidate_all()
    env.cr.execute(AS_FOUND)
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def row(title, aim, call, partners=None, rounds=ROUNDS, fresh=True):
    def baseline():
        return bare(partners)

    call(), baseline()
    pairs = [(timed(call, fresh), timed(baseline, fresh)) for _ in range(rounds)]
    spent, least = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"| {title} | {spent:.1f} | {aim} | {least:.1f} | {spent / least:.2f} |", flush=True)


def open_list():
    domain = [("counts", "=", True)]
    columns = {name: {"fields": {"display_name": {}}} if name.endswith("_id") else {} for name in SHOWN}
    items.web_search_read(domain, columns, limit=80, count_limit=10001)
    for name in ("category", "bucket_id"):
        items.search_panel_select_multi_range(name, search_domain=domain, expand=True, comodel_domain=[])


def by_bucket():
    items.web_read_group([("counts", "=", True)], ["bucket_id"], ["amount:sum", "days_past_due:max"], limit=80)


print("| what | ms | aim | bare GROUP BY of the same rows, ms | ratio |")
print("|---|---|---|---|---|")
row("open items, as the list opens", "300 ms", open_list)
row("open items by bucket", "500 ms", by_bucket)
late = [("oldest_days_past_due", ">", 30)]
row("filter: overdue more than 30 days", "1.5 times", lambda: people["credit.account"].search_count(late))
sample.partner_id, sample.company_id  # noqa: B018 -- read once, outside the measurement
for count, aim in ((80, "2 times"), (1000, "1.3 times")):
    some = sample[:count]
    row(
        f"exposure of {count:,} accounts",
        aim,
        lambda some=some: exposures._read_figures(some, with_buckets=False),
        some.partner_id.ids,
        3 * ROUNDS,
        fresh=False,
    )
row(
    "exposure and aging of 1,000 accounts",
    "",
    lambda: exposures._read_figures(sample),
    partner_ids,
    3 * ROUNDS,
    fresh=False,
)
row("aging page, by customer", "1,000 ms", aging.read_aging)
row("aging page, the next 80 customers", "1,000 ms", lambda: aging.read_aging({}, 80))
for grouping in ("group", "grade", "country", "user"):
    row(f"aging page, by {grouping}", "", lambda by=grouping: aging.read_aging({"grouping": by}), rounds=3)
row("aging page, balance from 50,000", "", lambda: aging.read_aging({"minimum": 50_000}), rounds=3)
chosen = items.search([("category", "=", "receivable")], limit=120_000, order="id").ids
export = {"report": "aging", "record_model": "credit.open.item", "record_ids": chosen}
export = people["credit.workbook.export"].create(export)
row(
    f"aging workbook of {len(chosen):,} items",
    "8,000 ms",
    lambda: [*people["credit.workbook"]._stream(export)],
    rounds=2,
)
env.cr.rollback()
