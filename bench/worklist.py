"""The daily look at 50,000 customers: run by ./dev/bench worklist --collections in Odoo's shell.

One customer in five has something overdue, as in a ledger that somebody looks after; everybody follows the ready
strategy *Standard*. The first look opens the cases, the second one finds them as they are. Before, cases of everybody,
as the ledger is made. All is rolled back.
"""
# ruff: noqa: F821 -- env is the shell's

import time

BATCH = 5000
SETTLED = """
    UPDATE account_move_line SET reconciled = TRUE, amount_residual = 0, amount_residual_currency = 0
     WHERE MOD(partner_id, 5) <> 0 AND amount_residual > 0
"""
GOALS = {"second": 60}


def look(accounts):
    start = time.perf_counter()
    for number in range(0, len(accounts), BATCH):
        accounts[number : number + BATCH]._follow()
        env.flush_all()
        env.invalidate_all()
    return time.perf_counter() - start


accounts = env["credit.account"].search([])
company = accounts[:1].company_id
company.credit_strategy_id = env.ref("credit_management_collections.credit_strategy_standard")
print("| step | seconds | open cases | goal |\n|---|---|---|---|")
for step in ("everybody, first", "first", "second"):
    if step == "first":
        env.cr.rollback()
        company.credit_strategy_id = env.ref("credit_management_collections.credit_strategy_standard")
        env.flush_all()
        env.cr.execute(SETTLED)
    seconds = look(accounts)
    cases = env["credit.collection"].search_count([("state", "=", "open")])
    print(f"| {step}, {len(accounts)} customers | {seconds:.1f} | {cases} | {GOALS.get(step, '')} |")
env.cr.rollback()
