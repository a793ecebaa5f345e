"""Confirming orders with the gate and without: run by ./dev/bench in Odoo's shell.

Both are timed in turn, A B A B …, on orders made alike; without the gate means that its decisions, its
triggers and its settling before the commit are taken out. Nothing is kept: every round is rolled back. What
is reported is the median of a round, the ratio of the medians, and the medians of what each pair differs by,
in milliseconds an order and in queries. Below it, the core alone. Where the payment forecast is installed, it learns
first, from the ledger half paid; then decisions are timed with the rule that asks it and without, in turn.
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
FORECASTS = "credit.forecast.model" in env
PAID = """
    UPDATE account_move_line SET reconciled = TRUE, amount_residual = 0, amount_residual_currency = 0
     WHERE move_id > 10000000 AND move_id %% 2 = 0 AND account_id = ANY(%(accounts)s);

    INSERT INTO account_move (id, name, state, move_type, auto_post, journal_id, company_id, currency_id, partner_id,
                              commercial_partner_id, date)
    SELECT 40000000 + line.move_id, 'P/' || line.move_id, 'posted', 'entry', 'no', %(journal)s, line.company_id,
           line.currency_id, line.partner_id, line.partner_id,
           LEAST(line.date_maturity + ((line.move_id::bigint * 7919) %% 91)::int - 45, CURRENT_DATE - 1)
      FROM account_move_line line WHERE line.move_id > 10000000 AND line.reconciled;

    INSERT INTO account_move_line (move_id, move_name, parent_state, journal_id, company_id, company_currency_id,
                                   currency_id, account_id, partner_id, display_type, date, debit, credit, balance,
                                   amount_currency, amount_residual, amount_residual_currency, reconciled)
    SELECT payment.id, payment.name, 'posted', payment.journal_id, line.company_id, line.company_currency_id,
           line.currency_id, line.account_id, line.partner_id, 'payment_term', payment.date, 0, line.balance,
           -line.balance, -line.balance, 0, 0, TRUE
      FROM account_move payment JOIN account_move_line line ON line.move_id = payment.id - 40000000
     WHERE payment.id > 50000000 AND line.reconciled;

    INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, company_id, debit_currency_id,
                                           credit_currency_id, amount, debit_amount_currency, credit_amount_currency,
                                           max_date)
    SELECT line.id, receipt.id, line.company_id, line.currency_id, line.currency_id, line.balance, line.balance,
           line.balance, receipt.date
      FROM account_move_line receipt JOIN account_move_line line ON line.move_id = receipt.move_id - 40000000
     WHERE receipt.move_id > 50000000;

    ANALYZE account_move; ANALYZE account_move_line; ANALYZE account_partial_reconcile;
"""


def learn():
    """Let half of the ledger have been paid, and a forecaster learn from it."""
    journal = env["account.journal"].search([("type", "=", "bank")], limit=1)
    env.cr.execute(PAID, {"journal": journal.id, "accounts": list(env["credit.open.item"]._receivable_account_ids())})
    env.invalidate_all()
    model = env["credit.forecast.model"]._learn(env.company, env.company._credit_today())
    assert not model.is_shipped, "too little was paid to learn from"
    print(f"| a forecaster learnt from {model.item_count:,} items, {model.seconds:.1f} s | | | | | |")


if FORECASTS:
    learn()
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
            stack.enter_context(patch.object(Orders, "_credit_with_decided", lambda orders, _passed: orders))
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


def decide(batch):
    """:return: milliseconds and queries of the decisions alone, nothing of the orders in mind"""
    env.flush_all()
    env.invalidate_all()
    before, start = env.cr.sql_log_count, time.perf_counter()
    batch._credit_decide(core.CONFIRMATION)
    return 1000 * (time.perf_counter() - start), env.cr.sql_log_count - before


def compare(title, sides, batch):
    """Time two ways of deciding on the same orders in turn, and say how much the first takes more.

    :param sides: two calls that prepare one way each
    """
    rounds = []
    for _ in range(ROUNDS):
        pair = []
        for prepare in sides:
            prepare()
            env.registry.clear_cache()
            decide(batch)  # what is kept in mind
            pair.append(decide(batch))
        rounds.append(pair)
    ours, others = (statistics.median(spent for spent, _queries in side) for side in zip(*rounds, strict=True))
    more = statistics.median(one[0] - other[0] for one, other in rounds) / len(batch)
    queries = statistics.median(one[1] - other[1] for one, other in rounds)
    print(f"| {title} | {ours:.1f} | {others:.1f} | {ours / others:.2f} | {more:.2f} | {queries:.0f} |")


def compare_forecasts():
    """Decisions with the rule that asks a forecast, and without it."""
    policy = env["credit.policy"]._get_in_force(env.company)
    asking = policy.rule_ids.filtered(lambda rule: rule.kind == "late_risk")
    assert asking.at_confirmation, "the policy in force asks no forecast"
    print("| deciding alone | with the forecast, ms | without, ms | ratio | ms more an order | queries more |")
    rule = asking._credit_by_method()
    sides = [lambda asked=asked: rule.write({"at_confirmation": asked}) for asked in (True, False)]
    for count in (1, 100):
        compare(f"{count} order{'s' if count > 1 else ''} in one call", sides, orders(count))


if FORECASTS:
    compare_forecasts()


def compare_groups():
    """Decisions on orders of members of a group, and on the same orders without one."""
    decided = {"state": "approved", "counts": True, "approver_id": manager.id, "reason": "Benchmark"}
    decided |= {"author_id": env.ref("base.user_root").id, "approved_on": fields.Datetime.now()}
    abroad = env["res.company"].create({"name": "Our Other Entity"})
    print("| deciding alone | in a group, ms | without, ms | ratio | ms more an order | queries more |")
    for size, entities in ((5, 1), (50, 1), (5, 2)):
        group = env["credit.group"].create({"name": f"Group of {size}", "lead_id": accounts[0].id})
        vals = {"group_id": group.id, **decided}
        env["credit.group.limit"]._credit_by_method().create({"amount": 10**9, **vals})
        joined = accounts[:size]
        if entities > 1:
            joined = accounts[:3].union(
                *(env["credit.account"]._for(one.partner_id, abroad) for one in accounts[300 : 300 + size - 3])
            )
        members = env["credit.group.member"]._credit_by_method()
        members = members.create([{"account_id": account.id, **vals} for account in joined])
        sides = [lambda counts=counts, of=members: of.write({"counts": counts}) for counts in (True, False)]
        for count in (1, 3):
            title = f"{count} order{'s' if count > 1 else ''}, a group of {size} in {entities} of our entities"
            compare(title, sides, orders(count))
        members.write({"counts": False})


compare_groups()
