"""The preview of a run of reminders for 5,000 customers: run by ./dev/bench reminders --collections in Odoo's shell.

Everybody follows the ready strategy *Standard*; the customers are those with nearest to eight open receivables.
Measured are reading what they owe, and the whole preview with its rows. All is rolled back. Memory is by how much the
peak of this process exceeds what it had before.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import time
from pathlib import Path

CUSTOMERS = 5000
CHOSEN = """
    SELECT account.id FROM credit_account account
      JOIN account_move_line line ON line.partner_id = account.partner_id
     WHERE line.reconciled IS NOT TRUE AND line.parent_state = 'posted' AND line.amount_residual > 0
       AND account.company_id = %s
     GROUP BY account.id ORDER BY ABS(COUNT(*) - 8), account.id LIMIT %s
"""
GOALS = {"preview": 20}


def mebibytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def measured(work):
    """Seconds and extra memory of something."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, start = mebibytes("VmRSS"), time.perf_counter()
    work()
    env.flush_all()
    return time.perf_counter() - start, mebibytes("VmHWM") - before


company = env["credit.account"].search([], limit=1).company_id
company.credit_strategy_id = env.ref("credit_management_collections.credit_strategy_standard")
company.partner_id.email = "company@example.com"
env.cr.execute(CHOSEN, [company.id, CUSTOMERS])
accounts = env["credit.account"].browse(row[0] for row in env.cr.fetchall())
accounts.partner_id.write({"email": "customer@example.com"})
env.flush_all()
run = (
    env["credit.reminder.run"]
    .with_user(env.ref("base.user_admin"))
    .create({"domain": str([("id", "in", accounts.ids)]), "company_id": company.id})
)
steps = {"reading": lambda: env["credit.owing"]._read(accounts), "preview": run.action_preview}
print("| step | seconds | MiB | goal |\n|---|---|---|---|")
for name, step in steps.items():
    seconds, memory = measured(step)
    print(f"| {name} | {seconds:.1f} | {memory:.0f} | {GOALS.get(name, '')} |")
lines = env["credit.reminder.line"].search_count([("reminder_id.run_id", "=", run.id)])
print(f"| customers {len(accounts)}, messages {run.count}, left out {run.left_out_count}, lines {lines} | | | |")
env.cr.rollback()
