"""The daily monitoring of every account, and of a tenth of them: run by ./dev/bench in Odoo's shell.

Half of the lines are first paid, up to 45 days early or late, and what is left of four customers in
five is settled as well, so that one in five has something overdue: as in a ledger that somebody looks
after. Every customer has a limit, a grade and a score. The job runs twice, on the first day, when
nothing is known yet, and on the day after. It is the job of the cron, batch by batch, but commits
nothing: at the end all is rolled back. Memory is by how much the peak of this process exceeds what it
had before.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import time
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

SETTLED = """
    INSERT INTO account_move (id, name, state, move_type, auto_post, journal_id, company_id, currency_id,
                              partner_id, commercial_partner_id, date)
    SELECT 40000000 + line.move_id, 'P/' || line.move_id, 'posted', 'entry', 'no', %(journal)s, line.company_id,
           line.currency_id, line.partner_id, line.partner_id,
           LEAST(line.date_maturity + ((line.move_id::bigint * 7919) %% 91)::int - 45, CURRENT_DATE)
      FROM account_move_line line
     WHERE line.move_id > 10000000 AND line.account_id = %(account)s
       AND (line.move_id %% 2 = 0 OR line.partner_id %% 5 <> 0);

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
    SELECT line.id, receipt.id, line.company_id, line.currency_id, line.currency_id, line.balance, line.balance,
           line.balance, receipt.date
      FROM account_move_line receipt JOIN account_move_line line ON line.move_id = receipt.move_id - 40000000
     WHERE receipt.move_id > 50000000;

    UPDATE account_move_line SET amount_residual = 0, amount_residual_currency = 0, reconciled = TRUE
     WHERE account_id = %(account)s AND move_id > 10000000 AND move_id < 40000000
       AND (move_id %% 2 = 0 OR partner_id %% 5 <> 0);
    UPDATE credit_account
       SET grade_id = %(grade)s, score = 70, controller_id = %(user)s, next_review = CURRENT_DATE + 90;
    INSERT INTO credit_limit (account_id, kind, amount, valid_from, valid_to, state, counts, reason, origin,
                              approved_on, author_id, approver_id, company_id, partner_id)
    SELECT id, 'base', 20000, CURRENT_DATE - 100, CURRENT_DATE + 200, 'approved', TRUE, 'Benchmark', 'migration',
           NOW(), 1, 2, company_id, partner_id FROM credit_account;
    ANALYZE account_move; ANALYZE account_move_line; ANALYZE account_partial_reconcile; ANALYZE credit_limit;
    ANALYZE credit_account;
"""
runs = env["credit.job.run"]
values = {
    "journal": env["account.journal"].search([("type", "=", "bank")], limit=1).id,
    "account": env["credit.open.item"]._receivable_account_ids()[0],
    "grade": env["credit.grade"].search([], limit=1).id,
    "user": env.ref("base.user_admin").id,
}


def mebibytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def progress(cron, processed=0, **counts):
    """What committing does for the next batch, without keeping anything."""
    cron.env.flush_all()
    cron.env.cr.precommit.run()
    return 1.0


def run(accounts, day):
    """One run over these accounts; seconds, extra memory, alerts and snapshots."""
    account = type(env["credit.account"])
    wanted = accounts.ids[-1]
    genuine = account.search

    def search(model, domain, *arguments, **options):
        if model._name == "credit.account" and domain and domain[0][0] == "id":
            domain = [*domain, ("id", "<=", wanted)]
        return genuine(model, domain, *arguments, **options)

    def count(model, domain, limit=None):
        return len(search(model, domain).ids)

    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, start = mebibytes("VmRSS"), time.perf_counter()
    with (
        patch.object(account, "search", search),
        patch.object(account, "search_count", count),
        patch.object(env.registry["ir.cron"], "_commit_progress", progress),
        patch.object(env.registry["res.company"], "_credit_today", lambda company: day),
    ):
        runs._cron_monitor()
    seconds = time.perf_counter() - start
    done = runs.search([], limit=1)
    return seconds, mebibytes("VmHWM") - before, done


env.cr.execute(SETTLED, values)
env.registry.clear_cache()
env.invalidate_all()
accounts = env["credit.account"].search([], order="id")
today = env.company._credit_today()
print("| accounts | run | seconds | extra memory, MiB | alerts raised | snapshots | failed |")
print("|---|---|---|---|---|---|---|")
env.flush_all()
seconds = {}
for size in (len(accounts) // 10, len(accounts)):
    env.cr.execute("SAVEPOINT size")
    for title, day in (("first day", today), ("day after", today + timedelta(days=1))):
        spent, memory, done = run(accounts[:size], day)
        snapshots = env["credit.snapshot"].search_count([("date", "=", day)])
        seconds[size, title] = spent
        print(
            f"| {size:,} | {title} | {spent:.0f} | {memory:.0f} | {done.raised_count:,} | {snapshots:,}"
            f" | {done.failed_count} |"
        )
    env.invalidate_all(flush=False)
    env.cr.execute("ROLLBACK TO SAVEPOINT size")
sizes = sorted({size for size, _title in seconds})
for title in ("first day", "day after"):
    ratio = seconds[sizes[1], title] / seconds[sizes[0], title]
    print(f"| {sizes[1]:,} against {sizes[0]:,} | {title} | × {ratio:.1f} | | | | |")
env.cr.rollback()
