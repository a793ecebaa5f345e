"""The two folders everything provisioned lives in, and the lock that keeps clones apart."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from .console import Refusal, say

CHECKOUT = Path(__file__).resolve().parents[2]
ADDON = CHECKOUT / "credit_management"
STATE = CHECKOUT / ".odoo"  # databases, file store, logs: of this checkout alone
NEEDED_GIB = 4


def cache():
    """The user's folder of downloads and environments, shared by all clones."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "credit_management"


def prepare():
    """Make both folders; refuse early when the first run would fill the disk."""
    for folder in (cache(), STATE / "log"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except PermissionError:
            raise Refusal(f"{folder} cannot be created: make it writable for you, then call again.") from None
    (STATE / ".gitignore").write_text("*\n")


def require_space():
    for folder in (cache(), STATE):
        free = shutil.disk_usage(folder).free / 2**30
        if free < NEEDED_GIB:
            raise Refusal(
                f"{folder} has {free:.1f} GiB free and the first run needs {NEEDED_GIB}: "
                "free some space, then call again."
            )


@contextlib.contextmanager
def alone(name, folder=None):
    """Hold the lock ``name`` of a folder, the cache unless told: two clones may provision at once."""
    with ((folder or cache()) / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"· another call is preparing {name}; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def under_construction(target):
    """A folder to build in, moved to ``target`` only when all of it is there."""
    building = target.with_name(target.name + ".part")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    yield building
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)


def digest(*parts):
    """Eight characters that change when any part changes: a text, or the content of the file a path names."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:8]
