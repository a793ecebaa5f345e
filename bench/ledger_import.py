"""Booking an old ledger: run by ./dev/bench ledger_import in Odoo's shell; all is rolled back.

The ledger is made up, in the proportions of a real one: 38 invoices a customer, one of them with a quarter of
all, customers who pay once a week. The baseline is what a person does, without the person: each invoice created and
posted, each payment registered, one by one.

With ``--data FOLDER`` a file of real invoices goes through the import as a person would have it: read, compared,
booked part by part.
"""
# ruff: noqa: F821 -- env is the shell's, DATA is given by ./dev/bench

import base64
import gzip
import random
import time
from datetime import date, timedelta
from pathlib import Path

from odoo import Command

from odoo.addons.credit_management.core.ledger.ledger import Invoice, receipts

NUMBERS = (1_000, 2_000)  # invoices
SAMPLE = 50  # of them, one by one
EACH = 38  # invoices of a customer

company = env.company
dice = random.Random(1)
begin = date(2023, 1, 1)


def ledger(partners, count):
    """:param partners: as many as there will ever be; those needed for so many invoices are taken"""
    found, partners = [], partners[: max(count // EACH, 2)]
    for number in range(count):
        partner = partners[0] if number % 4 == 0 else dice.choice(partners)
        invoiced = begin + timedelta(days=dice.randint(0, 500))
        due = invoiced + timedelta(days=30)
        paid_on = due + timedelta(days=dice.randint(-20, 30)) if number % 20 else None
        paid_on = paid_on and paid_on - timedelta(days=paid_on.weekday())
        amount = dice.randint(100, 10**6) / 100
        found.append(Invoice(f"L{number}", invoiced, due, amount, paid_on, partner_id=partner.id))
    return found


def one_by_one(books, invoices):
    for one in invoices:
        move = env["account.move"].create(
            {
                "move_type": "out_invoice",
                "journal_id": books.journal.id,
                "partner_id": one.partner_id,
                "invoice_date": one.invoiced,
                "invoice_date_due": one.due,
                "invoice_payment_term_id": False,
                "ref": one.number,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": one.number,
                            "price_unit": one.amount,
                            "account_id": books.account.id,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        move.action_post()
        if one.paid_on:
            register = env["account.payment.register"].with_context(active_model="account.move", active_ids=move.ids)
            register.create({"payment_date": one.paid_on, "journal_id": books.receipt_journal.id})._create_payments()
    env.flush_all()


def timed(book, *arguments):
    env.flush_all()
    env.invalidate_all()
    with env.cr.savepoint() as savepoint:
        began, cpu = time.monotonic(), time.process_time()
        book(*arguments)
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        savepoint.rollback()
    return seconds, cpu


def made_up():
    """Ledgers made up here, and a few of their invoices one by one."""
    partners = env["res.partner"].create(
        [{"name": f"Customer {n}", "is_company": True} for n in range(max(NUMBERS) // EACH)]
    )
    books = company._credit_ledger_books()
    timed(env["credit.ledger"]._post, company, ledger(partners, 50))  # what Odoo keeps in mind
    seconds, _cpu = timed(one_by_one, books, ledger(partners, SAMPLE))
    each = seconds / SAMPLE
    print(f"| one by one | {SAMPLE} | {SAMPLE * 19 // 20} | {seconds:.1f} | {each * 1000:.1f} | | 1 |")
    for count in NUMBERS:
        invoices = ledger(partners, count)
        seconds, cpu = timed(env["credit.ledger"]._post, company, invoices)
        made = len(receipts(invoices, company.currency_id.name))
        print(
            f"| import | {count:,} | {made:,} | {seconds:.1f} | {seconds / count * 1000:.1f} | {cpu / count * 1000:.1f}"
            f" | {each / (seconds / count):.1f} |"
        )


def real(folder):
    """A file of real invoices, as the form reads and books it."""
    content = gzip.decompress((Path(folder) / "hr_invoices_closed.csv.gz").read_bytes())
    people = env(user=env.ref("base.user_admin"))
    began, cpu = time.monotonic(), time.process_time()
    one = people["credit.ledger.import"].create(
        {"file": base64.b64encode(content), "file_name": "real.csv", "create_customers": True}
    )
    meanings = {"row_id": "number", "invoice_id": False, "currency_est": False}
    for column in one.column_ids:
        if column.header in meanings:
            column.meaning = meanings[column.header]
    one.write({"columns_confirmed": True, "total_accepted": True})
    one.action_read()
    told("read, looked at and compared", one, time.monotonic() - began, time.process_time() - cpu)
    began, cpu = time.monotonic(), time.process_time()
    one.action_import()
    while one.state == "importing":
        one._step(one._read_plan())
        env.flush_all()
        env.invalidate_all()
    told("booked", one, time.monotonic() - began, time.process_time() - cpu)


def told(what, one, seconds, cpu):
    count = one.invoice_count
    print(
        f"| {what} | {count:,} | {one.receipt_count:,} | {seconds:.0f} | {seconds / count * 1000:.1f}"
        f" | {cpu / count * 1000:.1f} | |",
        flush=True,
    )


HEAD = "| booking | invoices | receipts | seconds | ms an invoice | of that Python, ms | times as fast |"
print(HEAD)
print("|---|---|---|---|---|---|---|")
if DATA:
    real(DATA)
else:
    made_up()
env.cr.rollback()
