"""Confirming orders with the gate and without: run by ./dev/bench in Odoo's shell.

Both are timed in turn, A B A B …, on orders made alike; without the gate means that only its
check is taken out. Nothing is kept: every round is rolled back. What is reported is the median
of a round, and the ratio of the medians. Below it, the core alone.
"""
# ruff: noqa: F821 -- env is the shell's

import statistics
import time
from contextlib import ExitStack
from datetime import date
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.credit_management.core.exposure.terms import Terms
from odoo.addons.credit_management.core.limit.limits import LIMITED, EffectiveLimit
from odoo.addons.credit_management.core.policy import policy as core
from odoo.addons.credit_management.core.policy.facts import Facts

ROUNDS = 41
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
env["credit.pool"]._claim({(account.partner_id.id, account.company_id.id) for account in accounts})
Orders = env.registry["sale.order"]


def orders(count):
    line = Command.create({"product_id": product.id, "product_uom_qty": 2, "price_unit": 10})
    values = [{"partner_id": account.partner_id.id, "order_line": [line]} for account in accounts[:count]]
    return env["sale.order"].create(values)


def confirm(count, with_gate):
    with ExitStack() as stack:
        if not with_gate:
            stack.enter_context(patch.object(Orders, "_credit_require", lambda orders, checkpoint: None))
            stack.enter_context(patch.object(Orders, "_credit_after_confirm", lambda orders: None))
        batch = orders(count)
        env.flush_all()
        env.invalidate_all()
        start = time.perf_counter()
        batch.action_confirm()
        env.flush_all()
        env.cr.precommit.run()  # what Odoo leaves for the end of the request, messages above all
        spent = time.perf_counter() - start
    env.cr.execute("ROLLBACK TO SAVEPOINT round")
    env.invalidate_all(flush=False)
    return spent


print("| confirming | with the gate, ms | Odoo alone, ms | ratio |")
print("|---|---|---|---|")
env.flush_all()
env.cr.execute("SAVEPOINT round")
for count in (1, 100):
    confirm(count, True), confirm(count, False)
    times = [(confirm(count, True), confirm(count, False)) for _ in range(ROUNDS if count == 1 else ROUNDS // 4)]
    gated, native = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    print(
        f"| {count} order{'s' if count > 1 else ''} in one call | {gated:.1f} | {native:.1f} | {gated / native:.2f} |"
    )

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
print(f"| the core: 100,000 orders, {len(rules.rules_at(core.CONFIRMATION))} rules | {spent:.0f} | | |")
