"""Odoo as a program: its configuration, its one-shot calls, the server people log in to."""

import configparser
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from . import console, places
from .console import Refusal
from .odoo_source import Odoo

TESTING = r"Starting (\w+\.\w+) \.\.\."
LOADING = r"(?:Loading module|loading) (\S+) (\(\d+/\d+\))"
TROUBLE = (" ERROR ", " CRITICAL ")


@dataclass(frozen=True)
class Server:
    """How to call one Odoo for this checkout's databases."""

    odoo: Odoo

    @property
    def environment(self):
        paths = [str(self.odoo.python_path), os.environ.get("PYTHONPATH", "")]
        return os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "PYTHONUNBUFFERED": "1",
            "ODOO_RC": str(self.configuration()),
        }

    def configuration(self):
        """The configuration file, written anew: the checkout may have moved."""
        parser = configparser.ConfigParser()
        parser["options"] = {
            "addons_path": ",".join(map(str, (*self.odoo.addons, places.CHECKOUT))),
            "data_dir": str(places.STATE / "data"),
            "http_interface": "127.0.0.1",
            "list_db": "False",
            "limit_time_real": "1200",
            "limit_time_cpu": "1200",
        }
        path = places.STATE / "odoo.conf"
        part = path.with_suffix(f".{os.getpid()}")
        with part.open("w") as stream:
            parser.write(stream)
        part.rename(path)
        return path

    # === ONE-SHOT CALLS === #

    def install(self, database, modules, title, *, demo, alone=False):
        """:param alone: without the modules that Odoo adds by itself"""
        words = [*(["--with-demo"] if demo else []), *(["--skip-auto-install"] if alone else [])]
        return self.once(database, title, "--init", ",".join(modules), *words)

    def update(self, database, modules, title, wanted=()):
        """:param wanted: modules to install where they are missing: an update leaves those alone"""
        missing = ["--init", ",".join(wanted)] if wanted else []
        return self.once(database, title, "--update", ",".join(modules), *missing)

    def once(self, database, title, *words):
        """Run Odoo to its end; refuse to call it a success when it logged an error.

        :return: what it logged
        """
        log = places.STATE / "log" / f"{database}.log"
        start = log.stat().st_size if log.is_file() else 0
        command = [sys.executable, "-m", "odoo", "--database", database, "--stop-after-init", "--no-http", *words]
        console.run(title, command, log, LOADING, env=self.environment)
        return logged(log, start, title)

    def shell(self, database, code, title, meter=None):
        """Run Python code in Odoo's shell, as the superuser; commit is the code's own.

        :param meter: pattern of the lines that tell progress
        """
        log = places.STATE / "log" / f"{database}.log"
        start = log.stat().st_size if log.is_file() else 0
        command = [sys.executable, "-m", "odoo", "shell", "--database", database, "--no-http"]
        command += ["--shell-interface", "python"]
        with tempfile.TemporaryFile("w+") as source:
            source.write(code)
            source.seek(0)
            console.run(title, command, log, meter, stdin=source, env=self.environment)
        text = logged(log, start, title)
        if "Traceback (most recent call last)" in text:
            raise Refusal(f"{title}: failed; see {log}.")
        return text

    def test(self, database, tags, log):
        """Run the post-install tests of modules that are in the database; the log tells what came of them."""
        log.unlink(missing_ok=True)
        # A test that Odoo runs while it installs the test's module fails in a database that has more.
        words = ["--stop-after-init", "--http-port", free_port(), "--test-tags", f"{tags},-at_install"]
        command = [sys.executable, "-m", "odoo", "--database", database, *words]
        with contextlib.suppress(Refusal):  # a failed test makes it one
            console.run(f"Running {tags}", command, log, TESTING, env=self.environment)

    def bundle(self, database):
        """Compile the web client's files now, so that the first page does not wait for it."""
        code = "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()"
        self.shell(database, code, "Bundling the web client")

    # === THE SERVER === #

    def serve(self, database, port, *words, log):
        """The running server, as a process to wait for; what it says goes to the file ``log``, begun anew."""
        command = [
            sys.executable,
            "-m",
            "odoo",
            "--database",
            database,
            "--db-filter",
            f"^{database}$",
            "--http-port",
            str(port),
            *words,
        ]
        return console.process(
            command, stdout=log.open("w"), stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=self.environment
        )


def logged(log, start, title):
    """What Odoo wrote to ``log`` after ``start``; refuse to go on when there is an error in it."""
    with log.open(errors="replace") as record:
        record.seek(start)
        text = record.read()
    errors = [line for line in text.splitlines() if any(mark in line for mark in TROUBLE)]
    if errors:
        raise Refusal(f"{title}: Odoo logged an error ({errors[0].strip()[:300]}); see {log}.")
    return text


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def require_port(port):
    """Refuse a port that is taken, before anything slow has begun."""
    if not 0 < port < 65536:
        raise Refusal(f"There is no port {port}: choose one between 1 and 65535 with --port.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refusal(f"Port {port} is reserved for root: choose one above 1023 with --port.") from None
        except OSError:
            raise Refusal(f"Port {port} is in use by another program: choose a free one with --port.") from None


def wait_until_serving(child, port, log, seconds=180):
    """Until the login page answers; refuse when the server ends before it does."""
    url = f"http://127.0.0.1:{port}/web/login"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise Refusal(f"Odoo does not answer at {url}: see {log}.")
