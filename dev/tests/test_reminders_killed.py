"""Runs of reminders whose job is killed again and again: nobody gets two, nobody none.

A run that a person sends, one that the daily job makes by itself, and one of statements, one after the other in the
same job. Few customers by default, and one kill in each; CREDIT_REMINDERS=5000 and CREDIT_KILLS=7 make them many
(``./dev/bench killed``), CREDIT_KINDS names those of interest.
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

CUSTOMERS = int(os.environ.get("CREDIT_REMINDERS", "20"))  # of each run
KILLS = int(os.environ.get("CREDIT_KILLS", "1"))  # in each run
KINDS = os.environ.get("CREDIT_KINDS", "reminder,statement,automatic").split(",")
PREPARE = """
import datetime
company = env.company
env["ir.mail_server"].search([]).active = False
env["ir.mail_server"].create({"name": "Sink", "smtp_host": "127.0.0.1", "smtp_port": PORT, "smtp_encryption": "none"})
company.partner_id.email = "company@example.com"
always = env["resource.calendar"].create({"name": "Always", "company_id": False, "attendance_ids": [(5,), *(
    (0, 0, {"name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 16}) for day in range(7))]})
sender = env["res.users"].create({"name": "Killed", "login": "killed", "group_ids": [(6, 0, [
    env.ref("base.group_user").id, env.ref("credit_management.credit_management_group_manager").id])]})
env["credit.strategy"].search([]).is_automatic = False  # those of others
company.credit_reminder_user_id = sender
now = env.cr.now()
env["credit.job.run"].create({"state": "done", "started_on": now, "ended_on": now})
day = company._credit_today() - datetime.timedelta(days=20)


def copy(move, partners):
    # The same posted invoice for each of these, by copying its rows: Odoo itself would take half an hour for 15,000.
    env.flush_all()
    env["credit.admission"]._drop_watch()  # no order is touched
    env.cr.execute("DROP TABLE IF EXISTS copied")
    env.cr.execute(
        "CREATE TEMP TABLE copied AS SELECT id AS partner_id, NEXTVAL('account_move_id_seq') AS move_id"
        "  FROM UNNEST(%s::int[]) id", [partners.ids])
    for table, found, changed in (
        ("account_move", "id", {"id": "move_id", "partner_id": "partner_id", "commercial_partner_id": "partner_id",
                                "name": "row.name || '/' || move_id"}),
        ("account_move_line", "move_id", {"id": "NEXTVAL('account_move_line_id_seq')", "move_id": "move_id",
                                          "partner_id": "partner_id", "move_name": "row.move_name || '/' || move_id"}),
    ):
        env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                       " AND is_generated = 'NEVER'", [table])
        names = [name for name, in env.cr.fetchall()]
        values = [changed.get(name, f'row."{name}"').replace(" move_id", " copied.move_id") for name in names]
        values = [f"copied.{value}" if value in ("move_id", "partner_id") else value for value in values]
        columns = ", ".join(f'"{name}"' for name in names)
        env.cr.execute(f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)}"
                       f"  FROM {table} row CROSS JOIN copied WHERE row.{found} = %s", [move.id])
    env["credit.admission"]._install_watch()
    env.invalidate_all()


for kind in KINDS:
    steps = [(0, 0, {"from_due": 5, "channel": "mail", "sender": "company"})]
    strategy = env["credit.strategy"].create({
        "name": kind, "calendar_id": always.id, "is_automatic": kind == "automatic",
        "statement_day": int(kind == "statement"), "step_ids": steps})
    partners = env["res.partner"].create([
        {"name": f"{kind} {number}", "is_company": True, "email": f"{kind}.{number}@example.com"}
        for number in range(CUSTOMERS)])
    move = env["account.move"].create(
        {"move_type": "out_invoice", "partner_id": partners[0].id, "invoice_date": day, "invoice_date_due": day,
         "invoice_payment_term_id": False,
         "invoice_line_ids": [(0, 0, {"name": "Goods", "quantity": 1, "price_unit": 100, "tax_ids": [(5,)]})]})
    move.action_post()
    copy(move, partners[1:])
    accounts = env["credit.account"]._for(partners, company)
    accounts.strategy_id = strategy
    if kind != "automatic":  # that the job makes
        run = env["credit.reminder.run"].with_user(sender).create(
            {"domain": str([("id", "in", accounts.ids)]), "kind": kind})
        run.action_preview()
        assert run.count == CUSTOMERS, (run.count, run.left_out)
        run.action_send()
    env.cr.commit()
"""
# Outside of a job ``_commit_progress`` only commits, and there is always time left.
WORK = """
# A statement is attached as a file; drawing each would take most of the time and says nothing here.
env.registry["ir.actions.report"]._render_qweb_pdf = lambda *args, **options: (b"%PDF", "pdf")
env["credit.reminder.run"]._cron_send()
env.cr.commit()
"""
LATER = "UPDATE credit_reminder SET checked_on = checked_on - interval '1 hour' WHERE state = 'sending'"
TELL = """
    SELECT contact.email, reminder.state, COALESCE(reminder.message_id, ''), run.state,
           COALESCE(run.is_automatic, FALSE), run.kind
      FROM credit_reminder reminder
      JOIN res_partner contact ON contact.id = reminder.partner_id
      JOIN credit_reminder_run run ON run.id = reminder.run_id
     WHERE contact.email LIKE '%.%@example.com' AND contact.name = REPLACE(SPLIT_PART(contact.email, '@', 1), '.', ' ')
"""


@pytest.fixture
def sink():
    with MailSink(delay=0.02).running() as running:
        yield running


@pytest.fixture
def database(databases, sink):
    name = f"{databases.prefix}test_{os.getpid()}_killed"
    databases.clone(databases.template(TEST), name)
    code = PREPARE.replace("PORT", str(sink.port)).replace("CUSTOMERS", str(CUSTOMERS)).replace("KINDS", repr(KINDS))
    databases.server.shell(name, code, "Preparing a run of reminders")
    yield name
    databases.drop(name)


def test_killed_again_and_again(databases, database, sink, capsys):
    chance, began = random.Random(23), time.monotonic()
    # In the middle of each run, which the job sends one after the other.
    moments = [
        number * CUSTOMERS + chance.randrange(1, CUSTOMERS - 1) for number in range(len(KINDS)) for _ in range(KILLS)
    ]
    for moment in sorted(moments):
        with working(databases, database) as process:
            wait(lambda moment=moment: len(sink.got) >= moment, process)
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
        execute(database, LATER)  # an hour passes
    databases.server.shell(database, WORK, "Sending the rest")
    got = Counter(recipient for recipient, _message_id in sink.got)
    ids, found = dict(sink.got), execute(database, TELL)
    assert max(got.values()) == 1, "nobody gets two"
    for kind in KINDS:
        rows = [row[:3] for row in found if row[0].startswith(kind)]
        runs = {row[3:] for row in found if row[0].startswith(kind)}
        assert runs == {("done", kind == "automatic", "statement" if kind == "statement" else "reminder")}
        assert len(rows) == CUSTOMERS
        assert {one for _email, one, _id in rows} <= {"sent", "uncertain"}
        missing = [email for email, one, _id in rows if one == "sent" and not got[email]]
        assert missing == [], "nobody none, but those whose message is listed as uncertain"
        uncertain = [email for email, one, _id in rows if one == "uncertain"]
        assert len(uncertain) <= KILLS
        assert all(ids[email] == message_id for email, one, message_id in rows if one == "sent")
        with capsys.disabled():
            print(
                f"| {kind} | {len(rows)} customers, {KILLS} kills | sent {len(rows) - len(uncertain)}"
                f" | uncertain {len(uncertain)}, of them had {sum(got[email] for email in uncertain)}"
                f" | twice {sum(count > 1 for email, count in got.items() if email.startswith(kind))}"
                f" | never {len(missing)} |"
            )
    with capsys.disabled():
        print(f"| all | {len(sink.got)} mails | {time.monotonic() - began:.0f} s | | | |")


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


def wait(condition, process, seconds=120 + CUSTOMERS):
    deadline = time.monotonic() + seconds
    while not condition() and process.poll() is None:
        assert time.monotonic() < deadline, "the job sends nothing"
        time.sleep(0.02)


def execute(database, statement):
    with contextlib.closing(psycopg2.connect(dbname=database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
