"""The payment behaviour of every account, in one pass: run by ./dev/bench in Odoo's shell.

Half of the lines are first paid, in two parts and up to 45 days early or late; at the end all of that
is rolled back. The baseline is one bare query that gives the same lines and matchings to Python, which
does nothing with them. Both are timed in turn, A B A B …; what is reported is the median, and the
ratio of the medians. Memory is by how much the peak of this process exceeds what it had before.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import statistics
import time
from pathlib import Path

ROUNDS = 5
PAYMENTS = """
    INSERT INTO account_move (id, name, state, move_type, auto_post, journal_id, company_id, currency_id,
                              partner_id, commercial_partner_id, date)
    SELECT 40000000 + line.move_id, 'P/' || line.move_id, 'posted', 'entry', 'no', %(journal)s, line.company_id,
           line.currency_id, line.partner_id, line.partner_id,
           line.date_maturity + ((line.move_id::bigint * 7919) %% 91)::int - 45
      FROM account_move_line line
     WHERE line.move_id > 10000000 AND line.move_id %% 2 = 0 AND line.account_id = %(account)s;

    INSERT INTO account_move_line (move_id, move_name, parent_state, journal_id, company_id, company_currency_id,
                                   currency_id, account_id, partner_id, display_type, date, debit, credit,
                                   balance, amount_currency, amount_residual, amount_residual_currency, reconciled)
    SELECT payment.id, payment.name, 'posted', payment.journal_id, line.company_id, line.company_currency_id,
           line.currency_id, line.account_id, line.partner_id, 'payment_term', payment.date, 0, line.balance,
           -line.balance, -line.balance, 0, 0, TRUE
      FROM account_move payment JOIN account_move_line line ON line.move_id = payment.id - 40000000
     WHERE payment.id > 50000000;

    INSERT INTO account_partial_reconcile (debit_move_id, credit_move_id, company_id, debit_currency_id,
                                           credit_currency_id, amount, debit_amount_currency,
                                           credit_amount_currency, max_date)
    SELECT line.id, receipt.id, line.company_id, line.currency_id, line.currency_id, line.balance / 2,
           line.balance / 2, line.balance / 2, receipt.date + part.later
      FROM account_move_line receipt JOIN account_move_line line ON line.move_id = receipt.move_id - 40000000
CROSS JOIN (VALUES (0), (5)) part (later)
     WHERE receipt.move_id > 50000000;

    ANALYZE account_move; ANALYZE account_move_line; ANALYZE account_partial_reconcile;
"""
BARE = """
    SELECT line.partner_id, line.invoice_date, line.date_maturity, line.balance, settled.max_date, settled.amount
      FROM account_move_line line LEFT JOIN account_partial_reconcile settled ON settled.debit_move_id = line.id
     WHERE line.account_id = %(account)s AND line.balance > 0 AND line.parent_state = 'posted'
"""
behaviour = env["credit.behaviour"]
values = {
    "journal": env["account.journal"].search([("type", "=", "bank")], limit=1).id,
    "account": env["credit.open.item"]._receivable_account_ids()[0],
}


def bare():
    env.cr.execute(BARE, values)
    return len(env.cr.fetchall())


def timed(call):
    start = time.perf_counter()
    call()
    gc.collect()
    return time.perf_counter() - start


def mebibytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def extra_memory(call):
    """By how much the peak exceeds what this process has now, which it may have had free."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = mebibytes("VmRSS")
    call()
    return mebibytes("VmHWM") - before


env.cr.execute(PAYMENTS, values)
accounts = env["credit.account"].search([("partner_name", "like", "Customer")], order="id")
accounts.mapped("company_id")
memory = extra_memory(lambda: behaviour._read(accounts))
rows = bare()
times = [(timed(lambda: behaviour._read(accounts)), timed(bare)) for _ in range(ROUNDS)]
read, baseline = (statistics.median(column) for column in zip(*times, strict=True))
env.cr.execute("SELECT COUNT(*) FROM account_move_line WHERE account_id = %(account)s AND balance > 0", values)
print("| accounts | items | rows | behaviour, s | bare query of the same rows, s | ratio | extra memory, MiB |")
print("|---|---|---|---|---|---|---|")
print(
    f"| {len(accounts):,} | {env.cr.fetchone()[0]:,} | {rows:,} | {read:.2f} | {baseline:.2f}"
    f" | {read / baseline:.2f} | {memory:.0f} |"
)
env.cr.rollback()
