"""libgomp, which lightgbm loads: the system's, else Debian's, unpacked beside it."""

import ctypes
import os

from . import console, places
from .debian import Archive

LIBRARY = "libgomp.so.1"
# The oldest suite Debian still serves: its library asks for no newer C library than a machine has.
PACKAGE, SUITE = "libgomp1", "bookworm"
LOSS = "forecasts have no challenger, the gradient boosting that lightgbm learns"
SEARCHED = "LD_LIBRARY_PATH"


def provision():
    """Fetch the library where the system has none; say in a sentence when it cannot be had."""
    if of_system() or unpacked():
        return
    try:
        fetch()
    except console.Refusal:
        console.say(f"! {PACKAGE} is not installed, so {LOSS}; the rest works: install the package {PACKAGE}.")


def point():
    """Let every program that this call starts find what was fetched."""
    folder = None if of_system() else unpacked()
    searched = [part for part in os.environ.get(SEARCHED, "").split(os.pathsep) if part]
    if folder and str(folder) not in searched:
        os.environ[SEARCHED] = os.pathsep.join([str(folder), *searched])


def of_system():
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


def home():
    return places.cache() / PACKAGE


def unpacked():
    """The folder with the library; None before it has been fetched."""
    return next((path.parent for path in home().glob(f"usr/lib/*/{LIBRARY}")), None)


def fetch():
    with places.alone(PACKAGE):
        if not unpacked():
            with places.under_construction(home()) as tree:
                Archive(SUITE).fetch({PACKAGE: SUITE}, tree)
