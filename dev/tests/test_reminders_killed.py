"""A run of reminders whose job is killed again and again: nobody gets two, nobody none.

Few customers by default, and few kills; CREDIT_REMINDERS=5000 and CREDIT_KILLS=20 make them many.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

import psycopg2
import pytest
from mail_sink import MailSink
from provision.flavours import TEST

CUSTOMERS = int(os.environ.get("CREDIT_REMINDERS", "60"))
KILLS = int(os.environ.get("CREDIT_KILLS", "2"))
PREPARE = """
import datetime
company = env.company
env["ir.mail_server"].search([]).active = False
env["ir.mail_server"].create({"name": "Sink", "smtp_host": "127.0.0.1", "smtp_port": PORT, "smtp_encryption": "none"})
company.partner_id.email = "company@example.com"
always = env["resource.calendar"].create({"name": "Always", "company_id": False, "attendance_ids": [(5,), *(
    (0, 0, {"name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 16}) for day in range(7))]})
strategy = env["credit.strategy"].create({
    "name": "Killed", "calendar_id": always.id,
    "step_ids": [(0, 0, {"from_due": 5, "channel": "mail", "sender": "company"})]})
partners = env["res.partner"].create([
    {"name": f"Killed {number}", "is_company": True, "email": f"killed{number}@example.com"}
    for number in range(CUSTOMERS)])
day = company._credit_today() - datetime.timedelta(days=20)
env["account.move"].create([
    {"move_type": "out_invoice", "partner_id": partner.id, "invoice_date": day, "invoice_date_due": day,
     "invoice_payment_term_id": False,
     "invoice_line_ids": [(0, 0, {"name": "Goods", "quantity": 1, "price_unit": 100, "tax_ids": [(5,)]})]}
    for partner in partners]).action_post()
accounts = env["credit.account"]._for(partners, company)
accounts.strategy_id = strategy
sender = env["res.users"].create({"name": "Killed", "login": "killed", "group_ids": [(6, 0, [
    env.ref("base.group_user").id, env.ref("credit_management.credit_management_group_manager").id])]})
run = env["credit.reminder.run"].with_user(sender).create({"domain": str([("id", "in", accounts.ids)])})
run.action_preview()
assert run.count == CUSTOMERS, (run.count, run.left_out)
run.action_send()
env.cr.commit()
"""
# Outside of a job ``_commit_progress`` only commits, and there is always time left.
WORK = """
env["credit.reminder.run"]._cron_send()
env.cr.commit()
"""
LATER = "UPDATE credit_reminder SET checked_on = checked_on - interval '1 hour' WHERE state = 'sending'"
TELL = """
    SELECT contact.email, reminder.state, COALESCE(reminder.message_id, ''), run.state
      FROM credit_reminder reminder
      JOIN res_partner contact ON contact.id = reminder.partner_id
      JOIN credit_reminder_run run ON run.id = reminder.run_id
     WHERE run.id = (SELECT MAX(id) FROM credit_reminder_run)
"""


@pytest.fixture
def sink():
    with MailSink(delay=0.02).running() as running:
        yield running


@pytest.fixture
def database(databases, sink):
    name = f"{databases.prefix}test_{os.getpid()}_killed"
    databases.clone(databases.template(TEST), name)
    code = PREPARE.replace("PORT", str(sink.port)).replace("CUSTOMERS", str(CUSTOMERS))
    databases.server.shell(name, code, "Preparing a run of reminders")
    yield name
    databases.drop(name)


def test_killed_again_and_again(databases, database, sink):
    chance = random.Random(23)
    for _number in range(KILLS):
        before = len(sink.got)
        with working(databases, database) as process:
            wait(lambda before=before: len(sink.got) > before, process)
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
        execute(database, LATER)  # an hour passes
    databases.server.shell(database, WORK, "Sending the rest")
    found = execute(database, TELL)
    rows, states = [row[:3] for row in found], {row[3] for row in found}
    got = Counter(recipient for recipient, _message_id in sink.got)
    assert states == {"done"}
    assert max(got.values()) == 1, "nobody gets two"
    assert len(rows) == CUSTOMERS
    assert {one for _email, one, _id in rows} <= {"sent", "uncertain"}
    missing = [email for email, one, _id in rows if one == "sent" and not got[email]]
    assert missing == [], "nobody none, but those whose message is listed as uncertain"
    assert sum(one == "uncertain" for _email, one, _id in rows) <= KILLS
    ids = dict(sink.got)
    assert all(ids[email] == message_id for email, one, message_id in rows if one == "sent")


def working(databases, database):
    """The job in a process of its own."""
    command = [sys.executable, "-m", "odoo", "shell", "--database", database, "--no-http"]
    source = tempfile.TemporaryFile("w+")  # noqa: SIM115 - read by the process while it runs
    source.write(WORK)
    source.seek(0)
    return subprocess.Popen(
        [*command, "--shell-interface", "python"],
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=databases.server.environment,
    )


def wait(condition, process, seconds=120):
    deadline = time.monotonic() + seconds
    while not condition() and process.poll() is None:
        assert time.monotonic() < deadline, "the job sends nothing"
        time.sleep(0.02)


def execute(database, statement):
    with contextlib.closing(psycopg2.connect(dbname=database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
