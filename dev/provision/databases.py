"""The databases: templates built once, clones made in a second, each with its file store."""

import contextlib
import os
import shutil

import countries
import psycopg2
from psycopg2 import sql

from . import places
from .console import Refusal

NOT_INSTALLED = {"tests", "__pycache__", "static", "i18n"}  # folders that do not change a database


def installed_files(addon):
    """The files of an addon that a change of the database may come from."""
    files = (path for path in sorted(addon.rglob("*")) if path.is_file())
    return [path for path in files if not NOT_INSTALLED & set(path.relative_to(addon).parts)]


class Databases:
    """The databases of one checkout, of one Odoo version, on the running server."""

    def __init__(self, server, private):
        self.server = server  # odoo_server.Server
        # On a server of one's own the databases of several checkouts live side by side.
        self.prefix = "credit_" if private else f"credit_{places.digest(str(places.CHECKOUT))}_"

    # === TEMPLATES === #

    def base(self, flavour):
        """Odoo with all that the flavour's addons depend on, and without them."""
        modules = flavour.modules
        abroad = [countries.script("settle", flavour.country, places.CHECKOUT)] if flavour.country else []
        key = places.digest(self.server.odoo.version, places.CHECKOUT / "dev/requirements.txt", *modules, *abroad)

        def build(name):
            if abroad:  # which chart of accounts is installed follows from the country
                self.server.install(name, ["base"], "Building a database", demo=False)
                self.server.shell(name, *abroad, "Settling in the country")
            # In most of Europe Odoo adds Peppol, whose library it does without elsewhere: nothing of ours needs it.
            self.server.install(name, modules, "Building an Odoo database", demo=flavour.demo, alone=bool(abroad))

        return self._template(f"base_{flavour.name}", key, build)

    def template(self, flavour):
        """Odoo with the flavour's addons as they are now."""
        base = self.base(flavour)
        names = flavour.addons
        files = [path for name in names for path in installed_files(places.CHECKOUT / name)]
        parts = [part for path in files for part in (str(path.relative_to(places.CHECKOUT)), path)]
        abroad = [countries.script("play", flavour.country, places.CHECKOUT)] if flavour.country else []
        key = places.digest(base, *parts, *abroad)

        def build(name):
            self.clone(base, name)
            self.server.install(name, names, "Installing the addons", demo=flavour.demo)
            if abroad:
                self.server.shell(name, *abroad, "Playing a year of its customers")

        return self._template(f"addon_{flavour.name}", key, build)

    def _template(self, kind, key, build):
        name = f"{self.prefix}{kind}_{key}"
        if self.exists(name):
            return name
        with places.alone("template", places.STATE):
            if not self.exists(name):  # the call waited for may have made it
                building = f"{self.prefix}building"
                self.drop(building)
                build(building)
                self.drop_like(f"{self.prefix}{kind}_")
                self.rename(building, name)
        return name

    # === DATABASES === #

    def exists(self, name):
        return bool(execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]))

    def clone(self, source, name):
        """A copy of ``source`` under ``name``, which is dropped first."""
        self.drop(name)
        # The database comes last: a call interrupted before it begins anew.
        if self._store(source).is_dir():
            # Odoo never changes a stored file in place, so that hard links are safe.
            shutil.copytree(self._store(source), self._store(name), copy_function=os.link)
        execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))

    def rename(self, source, name):
        shutil.rmtree(self._store(name), ignore_errors=True)
        if self._store(source).is_dir():
            self._store(source).rename(self._store(name))
        execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(source), sql.Identifier(name)))

    def drop(self, name):
        execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        shutil.rmtree(self._store(name), ignore_errors=True)

    def drop_like(self, start):
        for name in self._names(start):
            self.drop(name)

    def drop_abandoned(self, start):
        """Drop the databases named ``start`` and the id of a process that has been killed."""
        for name in self._names(start):
            process = name.removeprefix(start).split("_")[0]
            if process.isdigit() and not os.path.exists(f"/proc/{process}"):
                self.drop(name)

    def _names(self, start):
        return [name for (name,) in execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])]

    def _store(self, name):
        return places.STATE / "data" / "filestore" / name


def execute(statement, values=None):
    """Run one statement on the server's maintenance database."""
    with contextlib.closing(psycopg2.connect(dbname="postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            try:
                cursor.execute(statement, values)
            except psycopg2.errors.DiskFull:
                raise Refusal("The disk of the databases is full: free some space, then call again.") from None
            return cursor.fetchall() if cursor.description else []
