"""Debian packages fetched and unpacked beside the system: no root, no change to its apt."""

import re
import shutil
import subprocess
from pathlib import Path

from . import console, places
from .console import Refusal

DOWNLOADED = r"^dlstatus:[^:]*:([\d.]+)"
FALLBACK_MIRROR = "http://deb.debian.org/debian"
OWN_SUITES = re.compile(r"^(bookworm|trixie|forky|sid|stable|testing|unstable|oldstable)(-updates)?$")


class Archive:
    """Debian's archive on the mirror this machine uses, read with private lists and cache."""

    def __init__(self, *suites):
        self.suites = suites
        self._read = False
        self.home = places.cache() / "apt"
        self.log = places.STATE / "log" / "debian.log"
        if not shutil.which("apt-get"):
            raise Refusal(
                "Odoo 19 comes as a Debian package and there is no apt here: "
                "set ODOO_HOME to an Odoo 19 source of your own."
            )

    def fetch(self, packages, into):
        """Download ``{package: suite}`` and unpack all of it into the folder ``into``."""
        self._update()
        files = into.with_name(into.name + ".debs")
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir(parents=True)
        command = [*self._apt("apt-get"), "download", *(f"{name}/{suite}" for name, suite in packages.items())]
        title = f"Downloading {next(iter(packages))} from Debian"
        console.run(title, command, self.log, DOWNLOADED, advice=console.NETWORK, cwd=files)
        with console.Step("Unpacking it") as step:
            for archive in sorted(files.glob("*.deb")):
                step.where = archive.name
                subprocess.run(["dpkg-deb", "-x", archive, into], check=True)
        shutil.rmtree(files)

    def version(self, package):
        """The version of ``package`` in the first suite."""
        self._update()
        out = subprocess.run(
            [*self._apt("apt-cache"), "madison", package], capture_output=True, text=True, check=True
        ).stdout
        for line in out.splitlines():
            _, version, source = (column.strip() for column in line.split("|"))
            if f" {self.suites[0]}/" in source:
                return version
        raise Refusal(f"Debian {self.suites[0]} has no {package} now: set ODOO_HOME to an Odoo 19 source of your own.")

    def _update(self):
        if self._read:
            return
        for folder in ("lists/partial", "cache/archives/partial", "none"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        sources = "".join(f"deb [signed-by={keyring()}] {mirror()} {suite} main\n" for suite in self.suites)
        (self.home / "sources.list").write_text(sources)
        # Without Error-Mode apt calls a network that is away a warning.
        command = [*self._apt("apt-get"), "-o", "APT::Update::Error-Mode=any", "update"]
        console.run("Reading Debian's package lists", command, self.log, DOWNLOADED, advice=console.NETWORK)
        self._read = True

    def _apt(self, tool):
        options = {
            "Dir::State::Lists": self.home / "lists",
            "Dir::Cache": self.home / "cache",
            "Dir::Etc::SourceList": self.home / "sources.list",
            "Dir::Etc::SourceParts": self.home / "none",
            "Dir::Etc::Preferences": self.home / "none" / "preferences",
            "Dir::Etc::PreferencesParts": self.home / "none",
            "APT::Sandbox::User": "root",
            "APT::Status-Fd": 1,
            "Acquire::Languages": "none",
            "Acquire::Retries": 3,
        }
        if tool != "apt-get":
            del options["APT::Status-Fd"]
        return [tool, *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]


def mirror():
    """The Debian mirror of the machine's own sources, else Debian's own."""
    out = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    for line in out.splitlines():
        uri, release, component = [*line.split(), "", "", ""][:3]
        if component == "main" and OWN_SUITES.match(release) and uri.rstrip("/").endswith("/debian"):
            return uri.rstrip("/")
    return FALLBACK_MIRROR


def keyring():
    for ending in ("gpg", "pgp"):
        path = Path(f"/usr/share/keyrings/debian-archive-keyring.{ending}")
        if path.is_file():
            return path
    raise Refusal(
        "Debian's keyring is missing, so its packages cannot be verified: install debian-archive-keyring, "
        "or set ODOO_HOME to an Odoo 19 source of your own."
    )
