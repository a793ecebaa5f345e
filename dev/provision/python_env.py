"""The virtual environment with the pinned Python packages."""

import importlib.util
import os
import subprocess
import sys

from . import console, openmp, places
from .debian import Archive

LISTS = {"run": "requirements.txt", "test": "requirements-test.txt", "mutate": "requirements-mutate.txt"}
PIP_METER = r"^(?:Collecting|Downloading|  Building wheel for|Building|Installing) (\S+)"


def provision(purpose):
    """The environment's Python, with the packages for ``purpose`` ("run", "test" or "mutate") and what they load."""
    files = [places.CHECKOUT / "dev" / name for name in LISTS.values()]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    home = places.cache() / f"python-{version}-{places.digest(*files)}"
    with places.alone("python"):
        if not (home / "pip").is_file():
            places.require_space()
            create(home)
        stamp = home / f"has-{purpose}"
        if not stamp.is_file():
            install(home, places.CHECKOUT / "dev" / LISTS[purpose])
            openmp.provision()
            stamp.touch()
    openmp.point()
    return home / "bin" / "python"


def create(home):
    """An empty environment with pip, also where Debian has left ensurepip out."""
    bare = importlib.util.find_spec("ensurepip") is None
    with console.Step("Making a Python environment"):
        command = [base_python(), "-m", "venv", "--clear", home]
        subprocess.run([*command, *(["--without-pip"] if bare else [])], check=True)
    if bare:
        wheels = home / "pip-wheel"
        Archive("trixie").fetch({"python3-pip-whl": "trixie"}, wheels)
        wheel = next(wheels.glob("usr/share/python-wheels/pip-*.whl"))
        subprocess.run([home / "bin/python", wheel / "pip", "install", "--quiet", "--no-index", wheel], check=True)
    (home / "pip").touch()


def base_python():
    """The interpreter outside any environment: one made from another depends on it."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install(home, requirements):
    command = [
        home / "bin/python",
        "-m",
        "pip",
        "install",
        "--prefer-binary",
        "--disable-pip-version-check",
        "--no-warn-script-location",
        "--requirement",
        requirements,
    ]
    console.run(
        "Installing the Python packages",
        command,
        places.STATE / "log" / "pip.log",
        PIP_METER,
        advice=console.NETWORK,
    )


def enter(python):
    """Go on in the environment: the rest of this call needs its packages."""
    keep_compiled()
    if os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
        os.execv(python, [str(python), *sys.argv])


def keep_compiled():
    """Let Python keep what it compiles, outside the checkout: each process of Odoo compiles for seconds otherwise."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(places.cache() / "bytecode")
