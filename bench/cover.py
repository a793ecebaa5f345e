"""The report of what is covered, over every account: run by ./dev/bench in Odoo's shell.

One customer in five is insured, with the insurer's limit; the others have one row each. Measured are opening the
report, its first page, and its sums by reason as the list asks for them. Memory is by how much the peak of this process
exceeds what it had before. At the end all is rolled back.
"""
# ruff: noqa: F821 -- env is the shell's

import gc
import time
from pathlib import Path

COVERS = """
    INSERT INTO credit_cover (name, account_id, partner_id, company_id, kind, issuer_id, cover_currency_id, amount,
                              share, secures, first, last, state, counts, author_id, approver_id, approved_on,
                              create_date)
    SELECT 'BENCH' || account.id, account.id, account.partner_id, account.company_id, 'insurance', %(insurer)s,
           company.currency_id, 0, 90, FALSE, CURRENT_DATE - 400, CURRENT_DATE + 200, 'confirmed', TRUE, 1, 2,
           NOW() - INTERVAL '400 days', NOW()
      FROM credit_account account JOIN res_company company ON company.id = account.company_id
     WHERE account.id %% 5 = 0;
    INSERT INTO credit_cover_decision (cover_id, account_id, partner_id, company_id, request, answer, amount, first,
                                       received_on, state, author_id, approver_id, approved_on, create_date)
    SELECT id, account_id, partner_id, company_id, 'new', 'approved', 20000, CURRENT_DATE - 400, CURRENT_DATE - 400,
           'confirmed', 1, 2,
           NOW() - INTERVAL '400 days', NOW()
      FROM credit_cover WHERE name LIKE 'BENCH%%';
    ANALYZE credit_cover; ANALYZE credit_cover_decision;
"""


def mebibytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def measured(work):
    """Seconds and extra memory of something."""
    gc.collect()
    env.invalidate_all()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, start = mebibytes("VmRSS"), time.perf_counter()
    work()
    env.flush_all()
    return time.perf_counter() - start, mebibytes("VmHWM") - before


env.cr.execute(COVERS, {"insurer": env["res.partner"].create({"name": "Insurer"}).id})
env.registry.clear_cache()
# The report is of who opens it: OdooBot is no analyst, and works in no company of the ledger.
company = env["credit.account"].search([], order="id desc", limit=1).company_id
analyst = env.ref("base.user_admin")
analyst.write(
    {
        "company_ids": [(4, company.id)],
        "group_ids": [(4, env.ref("credit_management.credit_management_group_analyst").id)],
    }
)
reports = env(user=analyst, context={"lang": "en_US", "allowed_company_ids": company.ids})["credit.uncovered"]
steps = {
    "opening the report": reports.action_report,
    "its first page": lambda: reports.web_search_read([], {"partner_id": {}, "uncovered": {}, "reason": {}}, limit=80),
    "by reason": lambda: reports.formatted_read_group([], ["reason"], ["amount:sum", "uncovered:sum", "__count"]),
}
accounts = env["credit.account"].search_count([("company_id", "=", company.id)])
print("| customers | insured | step | seconds | extra memory, MiB |")
print("|---|---|---|---|---|")
insured = env["credit.cover"].search_count([("counts", "=", True)])
for name, step in steps.items():
    seconds, memory = measured(step)
    print(f"| {accounts:,} | {insured:,} | {name} | {seconds:.1f} | {memory:.0f} |")
print(f"| | | rows | {reports.search_count([]):,} | |")
env.cr.rollback()
