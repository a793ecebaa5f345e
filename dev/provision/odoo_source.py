"""Odoo 19 itself: Debian's package, unpacked and mended, or the source ODOO_HOME names."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import console, places
from .console import Refusal
from .debian import Archive

SUITES = ("sid", "trixie")
# What the package's files link to, from the stable suite: sid's fonts have moved on to
# versions without the files Odoo 19 names.
LINKED = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# Debian leaves this file out; without it one asset bundle fails in the browser and every tour with it.
LEFT_OUT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
MENDING = 1  # raise it when mend() changes, so that every cache is made anew


@dataclass(frozen=True)
class Odoo:
    """An Odoo source: where Python finds it, its folders of addons, its version."""

    python_path: Path
    addons: tuple
    version: str


def provision():
    """The Odoo 19 to use; fetched from Debian on the first call."""
    if os.environ.get("ODOO_HOME"):
        return own(Path(os.environ["ODOO_HOME"]).expanduser().resolve())
    with places.alone("odoo"):
        found = sorted(places.cache().glob(f"odoo-19*-mended{MENDING}"))
        return unpacked(found[-1] if found else fetch())


def own(home):
    """An Odoo source the person has already, for example a git checkout."""
    release = home / "odoo" / "release.py"
    found = re.search(r"version_info = \((\d+), *(\d+)", release.read_text()) if release.is_file() else None
    if not found or found.groups() != ("19", "0"):
        raise Refusal(
            f"ODOO_HOME={home} is not an Odoo 19.0 source: name the folder that holds odoo/release.py of 19.0."
        )
    addons = tuple(folder for folder in (home / "addons", home / "odoo" / "addons") if folder.is_dir())
    return Odoo(home, addons, f"19.0-{places.digest(str(home))}")


def unpacked(tree):
    python_path = tree / "usr/lib/python3/dist-packages"
    return Odoo(python_path, (python_path / "odoo/addons",), tree.name)


def fetch():
    places.require_space()
    archive = Archive(*SUITES)
    version = archive.version("odoo-19")
    target = places.cache() / f"odoo-{version}-mended{MENDING}"
    with places.under_construction(target) as tree:
        archive.fetch({"odoo-19": "sid"} | dict.fromkeys(LINKED, "trixie"), tree)
        with console.Step("Mending Odoo's links"):
            mend(tree)
    return target


def mend(tree):
    """Make every file that the package leaves out, or links to outside itself, be there."""
    addons = tree / "usr/lib/python3/dist-packages/odoo/addons"
    stub = addons / LEFT_OUT
    stub.parent.mkdir(parents=True, exist_ok=True)
    stub.write_text("/* left out by Debian; only the camera's blur needs it */\n")
    fonts = tree / "usr/share/fonts-font-awesome/fonts"
    for link in (addons / "web/static/lib/fontawesome/fonts").iterdir():
        # Debian links .woff to the .woff2 file and the other way round.
        if (fonts / link.name).exists():
            link.unlink()
            link.symlink_to(os.path.relpath(fonts / link.name, link.parent))
    dangling = [link for link in addons.rglob("*") if link.is_symlink() and not link.exists()]
    if dangling:
        raise Refusal(
            f"Odoo's file {dangling[0]} links to {os.readlink(dangling[0])}, which no fetched package holds: "
            "set ODOO_HOME to an Odoo 19 source of your own."
        )
