"""The machine itself: its Python, its packages, who may install them."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import console, places

APT_METER = r"^(?:dl|pm)status:[^:]*:([\d.]+):(.{0,60})"


def root_prefix():
    """What makes a command run as root: nothing, sudo, or None when neither is at hand."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def can_install():
    return shutil.which("apt-get") is not None and root_prefix() is not None


class NotOffered(console.Refusal):
    """The machine's package sources do not have what is wanted: asking again will not help."""


def install(packages, purpose):
    """Install Debian packages from the suites this machine already uses.

    :raises NotOffered: the machine's sources have no such package
    """
    log = places.STATE / "log" / "apt.log"
    prefix = root_prefix()
    if prefix == ["sudo"]:
        console.say(f"sudo may ask for your password, to install {', '.join(packages)}")
        subprocess.run(["sudo", "-v"], check=False)
    prefix = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    get = [*prefix, "apt-get", "-o", "APT::Status-Fd=1", "-o", "DPkg::Lock::Timeout=120"]
    if any(Path("/var/lib/dpkg").glob("updates/*")):
        mend_interrupted(prefix, get, log)
    command = [*get, "install", "--yes", "--no-install-recommends", *packages]
    download = (f"Downloading {purpose} from Debian", [*command, "--download-only"], log, APT_METER)
    try:
        require_offered(packages)
        console.run(*download)
    except console.Refusal:
        # Most often the package lists are missing or older than the mirror.
        console.run("Reading the package lists", [*get, "update"], log, APT_METER, advice=console.NETWORK)
        require_offered(packages)
        console.run(*download, advice=console.NETWORK)
    console.run(f"Installing {purpose}", command, log, APT_METER, unbroken=True)


def provide(program, package, loss):
    """Install what a script cannot do without; refuse where that is not possible."""
    if not shutil.which(program) and can_install():
        install([package], package)
    if not shutil.which(program):
        raise console.Refusal(f"{package} is not installed, so {loss}: install the package {package}, then call again.")


def mend_interrupted(prefix, get, log):
    """Bring to an end the installation that somebody has cut in two: apt does nothing before that."""
    title = "Finishing an interrupted installation"
    with contextlib.suppress(console.Refusal):  # what it lacks comes with the next line
        console.run(title, [*prefix, "dpkg", "--configure", "-a"], log, unbroken=True)
    console.run(title, [*get, "install", "--yes", "--fix-broken"], log, APT_METER, unbroken=True)


def require_offered(packages):
    for package in packages:
        out = subprocess.run(
            ["apt-cache", "policy", package],
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            check=False,
        ).stdout
        if "Candidate:" not in out or "Candidate: (none)" in out:
            raise NotOffered(f"This machine's package sources do not offer {package}.")
