"""A mass change of limits over every account, and over a tenth of them: run by ./dev/bench in Odoo's shell.

Every customer has a limit, approved long ago, and no quotation, so that none is newly held. Measured are the preview,
the submission, the approval with which all limits hold, what follows it in pieces (the customer's own field and the log
of each account), and the preview of the batch that takes it back. Proposed by one person, approved by another. At the
end all is rolled back. Memory is by how much the peak of this process exceeds what it had before.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import time
from pathlib import Path
from unittest.mock import patch

LIMITS = """
    INSERT INTO credit_limit (account_id, kind, amount, unlimited, valid_from, valid_to, state, counts, reason, origin,
                              approved_on, create_date, author_id, approver_id, company_id, partner_id)
    SELECT id, 'base', 20000 + id % 7 * 1000, FALSE, CURRENT_DATE - 300, CURRENT_DATE + 200, 'approved', TRUE,
           'Benchmark', 'migration', NOW() - INTERVAL '300 days', NOW() - INTERVAL '300 days', 1, 2, company_id,
           partner_id
      FROM credit_account;
    ANALYZE credit_limit; ANALYZE credit_account;
"""
GOALS = {"preview": 20, "approve": 180}


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


def person(login, role):
    groups = [env.ref("base.group_user").id, env.ref(f"credit_management.credit_management_group_{role}").id]
    values = {"name": login, "login": login, "group_ids": [(6, 0, groups)]}
    return env["res.users"].create(values | {"company_id": company.id, "company_ids": [(6, 0, company.ids)]})


def run(wanted):
    """One life of a batch over these accounts: seconds and memory of each step."""
    values = {"percent": 10, "reason": "Benchmark", "domain": str([("id", "<=", wanted)]), "company_id": company.id}
    batch = env["credit.limit.batch"].with_user(author).create(values)
    counters = []
    steps = {
        "preview": batch.action_preview,
        "submit": batch.action_submit,
        "approve": batch.with_user(approver).action_approve,
        "what follows": lambda: env["credit.limit.batch"]._cron_follow(),
        "preview of taking it back": lambda: counters.append(batch.with_user(author).action_undo()),
    }
    found = {name: measured(step) for name, step in steps.items()}
    assert batch.count == batch.followed_count == len(batch.limit_ids) > 0
    return batch.count, found


company = env["credit.account"].search([], limit=1).company_id
env.cr.execute(LIMITS)
author, approver = person("bench_analyst", "analyst"), person("bench_manager", "manager")
env["credit.authority"].create({"user_id": approver.id, "amount": 1e9, "company_id": company.id})
env.registry.clear_cache()
env.invalidate_all()
ids = env["credit.account"].search([("company_id", "=", company.id)], order="id").ids
print("| customers | step | seconds | extra memory, MiB | goal |")
print("|---|---|---|---|---|")
env.flush_all()
seconds = {}
with patch.object(env.registry["ir.cron"], "_commit_progress", lambda cron, processed=0, **counts: 1.0):
    for size in (len(ids) // 10, len(ids)):
        env.cr.execute("SAVEPOINT size")
        count, found = run(ids[size - 1])
        for name, (spent, memory) in found.items():
            seconds[size, name] = spent
            print(f"| {count:,} | {name} | {spent:.1f} | {memory:.0f} | {GOALS.get(name, '–')} |")
        env.invalidate_all(flush=False)
        env.cr.execute("ROLLBACK TO SAVEPOINT size")
sizes = sorted({size for size, _name in seconds})
for name in found:
    ratio = seconds[sizes[1], name] / seconds[sizes[0], name]
    print(f"| {sizes[1]:,} against {sizes[0]:,} | {name} | × {ratio:.1f} | | |")
env.cr.rollback()
