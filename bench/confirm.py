"""Confirming orders with the gate and without: run by ./dev/bench in Odoo's shell.

Both are timed in turn, A B A B …, on orders made alike; without the gate means that its decisions, its
triggers and its settling before the commit are taken out. Nothing is kept: every round is rolled back. What
is reported is the median of a round, the ratio of the medians, and the medians of what each pair differs by,
in milliseconds an order and in queries. Below it, the core alone.
"""
# ruff: noqa: F821 -- env is the shell's; names of its own triggers

import os
import statistics
import time
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.credit_management.core.exposure.terms import Terms
from odoo.addons.credit_management.core.limit.limits import LIMITED, EffectiveLimit
from odoo.addons.credit_management.core.policy import policy as core
from odoo.addons.credit_management.core.policy.facts import Facts

ROUNDS = 41
# What makes up the gate when an order is confirmed.
OFF = {
    "sale.order": ("_credit_require", "_credit_check_rate", "_credit_after_firm"),
    "credit.admission": ("_admit_soon", "_watch", "_settle"),
}
accounts = env["credit.account"].search([("partner_name", "like", "Customer")], order="id", limit=400)[1:]
product = env["product.product"].search([("sale_ok", "=", True), ("type", "=", "consu")], limit=1)
manager = env.ref("base.user_admin")
env["credit.limit"]._credit_by_method().create(
    [
        {
            "account_id": account.id, "amount": 10**8, "reason": "Benchmark", "state": "approved", "counts": True,
            "approver_id": manager.id, "approved_on": fields.Datetime.now(), "author_id": env.ref("base.user_root").id,
        }
        for account in accounts
    ]
)  # fmt: skip
# What is overdue in the ledger would hold every order; the work is the same whatever comes of it.
env["credit.policy.rule"].search([("kind", "=", "overdue_days")])._credit_by_method().write({"days": 10_000})
# Customers who have ordered before.
env.cr.execute(env["credit.pool"]._claim_sql({(one.partner_id.id, one.company_id.id) for one in accounts}))
Orders = env.registry["sale.order"]


def orders(count):
    line = Command.create({"product_id": product.id, "product_uom_qty": 2, "price_unit": 10})
    values = [{"partner_id": account.partner_id.id, "order_line": [line]} for account in accounts[:count]]
    return env["sale.order"].create(values)


def switch(with_gate):
    """Take the triggers out, or put them back: part of the round, but not of what is timed."""
    env.cr.execute(
        """
        SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
         WHERE tgname LIKE 'credit_%' AND NOT tgisinternal AND relname <> 'credit_touched'
        """
    )
    for table, trigger in env.cr.fetchall():
        env.cr.execute(f"ALTER TABLE {table} {'ENABLE' if with_gate else 'DISABLE'} TRIGGER {trigger}")


@contextmanager
def gate(is_there):
    """Nothing of the gate, where it is not to be there: no decision, no note of what was touched, no settling."""
    with ExitStack() as stack:
        if not is_there:
            for model, names in OFF.items():
                for name in names:
                    stack.enter_context(patch.object(env.registry[model], name, lambda *args, **options: None))
        yield


def confirm(count, with_gate):
    """
    :return: seconds and queries
    """
    with gate(with_gate):
        batch = orders(count)
        env.flush_all()
        env.cr.precommit.run()
        env.invalidate_all()
        before, start = env.cr.sql_log_count, time.perf_counter()
        batch.action_confirm()
        env.flush_all()
        env.cr.precommit.run()  # what Odoo leaves for the end of the request, messages and our settling
        env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what PostgreSQL leaves for the commit
        spent, queries = time.perf_counter() - start, env.cr.sql_log_count - before
    env.cr.execute("ROLLBACK TO SAVEPOINT round")
    env.cr.clear()
    env.invalidate_all(flush=False)
    return spent, queries


def timed(count, with_gate):
    """The second of two rounds: PostgreSQL has planned its functions anew once triggers come or go."""
    switch(with_gate)
    env.cr.execute("SAVEPOINT round")
    confirm(count, with_gate)
    return confirm(count, with_gate)


print("| confirming | with the gate, ms | Odoo alone, ms | ratio | ms more an order | queries more |")
print("|---|---|---|---|---|---|")
env.flush_all()
for count in (1, 100):
    timed(count, True), timed(count, False)
    rounds = [(timed(count, True), timed(count, False)) for _ in range(ROUNDS if count == 1 else ROUNDS // 4)]
    gated, native = (statistics.median(spent for spent, _queries in side) * 1000 for side in zip(*rounds, strict=True))
    more = statistics.median(1000 * (one[0] - other[0]) for one, other in rounds) / count
    queries = statistics.median(one[1] - other[1] for one, other in rounds)
    print(
        f"| {count} order{'s' if count > 1 else ''} in one call | {gated:.1f} | {native:.1f} | {gated / native:.2f} |"
        f" {more:.2f} | {queries:.0f} |"
    )
print(f"| load of the machine: {os.getloadavg()[0]:.1f} | | | | | |")

rules = env["credit.policy"]._in_force(env.company)
facts = [
    Facts(
        date(2026, 1, 1), customer_id=number // 3, account_id=number // 3, status="active",
        limit=EffectiveLimit(LIMITED, 1000.0), exposure=500.0, claim=200.0 * (number % 7), total=200.0 * (number % 7),
        value=200.0 * (number % 7), approved_terms=Terms(),
    )
    for number in range(100_000)
]  # fmt: skip
start = time.perf_counter()
core.decide_all(facts, rules, core.CONFIRMATION)
spent = 1000 * (time.perf_counter() - start)
print(f"| the core: 100,000 orders, {len(rules.rules_at(core.CONFIRMATION))} rules | {spent:.0f} | | | | |")
