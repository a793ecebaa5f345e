"""The addons' life in a database: installed without demo data, updated, uninstalled without a trace."""

import contextlib
import os
from operator import attrgetter

import psycopg2
import pytest
from provision.flavours import ALONE, ALONE_DEMONSTRATION, TEST
from psycopg2 import sql

# What stands in a database for each kind of thing an addon brings.
KINDS = {
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass || '.' || conname FROM pg_constraint WHERE conrelid > 0",
    "indexes": "SELECT tablename || '.' || indexname FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": "SELECT sequence_name FROM information_schema.sequences",
    "triggers": "SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'",
    # Odoo lists every addon it finds on its path, installed or not.
    # And the names it gives, in modules of its own, to the fields its mixins bring us outlive those fields.
    "xml ids": """
        SELECT module || '.' || name FROM ir_model_data data WHERE NOT (module = 'base' AND name LIKE 'module_%')
           AND (model <> 'ir.model.fields' OR EXISTS (SELECT FROM ir_model_fields WHERE id = data.res_id))
           AND (model <> 'ir.model.fields.selection'
                OR EXISTS (SELECT FROM ir_model_fields_selection WHERE id = data.res_id))
           AND (model <> 'ir.model.inherit' OR EXISTS (SELECT FROM ir_model_inherit WHERE id = data.res_id))
           -- What a model of Odoo's inherits from a mixin of Odoo's is named after whichever addon was loaded then.
           AND NOT (name LIKE 'model_inherit__%' AND name NOT LIKE 'model_inherit__credit%')
    """,
    "models": "SELECT model FROM ir_model",
    "fields": "SELECT model || '.' || name FROM ir_model_fields",
    # Odoo itself leaves the records of foreign keys behind; the keys are gone with their columns.
    "constraint records": "SELECT name FROM ir_model_constraint WHERE type <> 'f'",
    "crons": "SELECT cron_name FROM ir_cron",
    "parameters": "SELECT key FROM ir_config_parameter",
    "groups": "SELECT id || ' ' || (name->>'en_US') FROM res_groups",
    "menus": "SELECT id || ' ' || (name->>'en_US') FROM ir_ui_menu",
    "views": "SELECT id || ' ' || name FROM ir_ui_view",
    "actions": "SELECT id || ' ' || (name->>'en_US') FROM ir_actions",
}
# Odoo's own bookkeeping: the addons it finds, compiled bundles, wake-up calls, messages to browsers.
BOOKKEEPING = {
    "bus_bus",
    "ir_attachment",
    "ir_cron_trigger",
    "ir_logging",
    "ir_model_constraint",
    "ir_model_data",  # looked at name by name above
    "ir_module_module",
    "ir_module_module_dependency",
    "orm_signaling_registry",
}

UNINSTALL = """
env["ir.module.module"].search([("name", "in", {names!r})]).button_immediate_uninstall()
env.cr.commit()
"""

NAME = attrgetter("name")


@pytest.fixture(scope="module")
def fresh(databases):
    """Makes databases by name that are dropped at the end: ``fresh("name", source)``."""
    made = []

    def make(purpose, source):
        name = f"{databases.prefix}test_{os.getpid()}_{purpose}"
        made.append(name)
        databases.clone(source, name)
        return name

    yield make
    for name in made:
        databases.drop(name)


@pytest.fixture(scope="module")
def installed(databases, fresh):
    """A database without demo data, credit_management just installed alone; and what that logged."""
    name = fresh("installed", databases.base(ALONE))
    return name, databases.server.install(name, ALONE.addons, "Installing without demo data", demo=False)


def test_installs_without_demo_data(installed):
    name, log = installed
    assert warnings(log) == []
    assert query(name, "SELECT login FROM res_users WHERE login IN ('analyst', 'manager', 'salesperson')") == []


@pytest.fixture(scope="module")
def source(databases, installed):
    """The database that has a flavour's addons: ``source(flavour)``."""
    return lambda flavour: installed[0] if flavour is ALONE else databases.template(flavour)


@pytest.mark.parametrize("flavour", [ALONE, TEST], ids=NAME)
def test_update_changes_nothing(databases, fresh, source, flavour):
    name = fresh("updated", source(flavour))
    things, rows = photograph(name), count_rows(name)
    log = databases.server.update(name, flavour.addons, "Updating the addons")
    assert warnings(log) == []
    assert differences(things, photograph(name)) == {}
    assert changed_counts(rows, count_rows(name)) == {}


@pytest.fixture(scope="module")
def uninstalled(databases, fresh, source):
    """A database whose addons are uninstalled, by flavour; and what that logged."""
    made = {}

    def uninstall(flavour):
        if flavour not in made:
            name = fresh(f"uninstalled_{flavour.name}", source(flavour))
            command = UNINSTALL.format(names=flavour.addons)
            made[flavour] = name, databases.server.shell(name, command, "Uninstalling the addons")
        return made[flavour]

    return uninstall


@pytest.mark.parametrize("flavour", [ALONE, ALONE_DEMONSTRATION, TEST], ids=NAME)
def test_uninstalls_without_a_trace(databases, uninstalled, flavour):
    before = databases.base(flavour)
    name, log = uninstalled(flavour)
    assert warnings(log) == []
    assert differences(photograph(before), photograph(name)) == {}
    if not flavour.demo:  # what the demonstration added to other addons' records stays theirs
        assert changed_counts(count_rows(before), count_rows(name)) == {}


def test_installs_again_where_the_demonstration_was(databases, uninstalled):
    """Invoices of the demonstration outlive the addon; what comes back governs orders all the same."""
    name, _log = uninstalled(ALONE_DEMONSTRATION)
    invoices = query(name, "SELECT count(*) FROM account_move")
    log = databases.server.install(name, ALONE_DEMONSTRATION.addons, "Installing the addons again", demo=True)
    assert "demo data failed" not in log
    assert query(name, "SELECT count(*) FROM account_move") == invoices
    governed = "SELECT company_id FROM credit_policy WHERE state = 'published' AND valid_from <= now()::date"
    companies = query(name, "SELECT id FROM res_company WHERE parent_id IS NULL")
    assert set(query(name, governed)) == set(companies)
    assert query(name, "SELECT id FROM ir_cron WHERE coalesce(cron_name, '') = ''") == []


def warnings(log):
    return [line for line in log.splitlines() if " WARNING " in line]


def photograph(database):
    """Kind → the things of that kind in the database."""
    return {kind: {thing for (thing,) in query(database, select)} for kind, select in KINDS.items()}


def count_rows(database):
    tables = query(database, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    counts = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), sql.Identifier(table))
        for (table,) in tables
        if table not in BOOKKEEPING
    )
    return dict(query(database, counts))


def differences(before, after):
    """Kind → what came (+) and what went (-)."""
    found = {
        kind: sorted([f"+{thing}" for thing in after[kind] - things] + [f"-{thing}" for thing in things - after[kind]])
        for kind, things in before.items()
    }
    return {kind: things for kind, things in found.items() if things}


def changed_counts(before, after):
    tables = before.keys() | after.keys()
    return {table: (before.get(table), after.get(table)) for table in tables if before.get(table) != after.get(table)}


def query(database, statement):
    with contextlib.closing(psycopg2.connect(dbname=database)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
