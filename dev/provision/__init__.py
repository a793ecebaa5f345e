"""What ``./dev/run``, ``./dev/test`` and ``./dev/lint`` need on a machine, and how it gets there."""

import sys


def require_python(version=None):
    """Odoo 19 runs on Python 3.10 and later, the pinned packages up to 3.13."""
    major, minor = (version or sys.version_info)[:2]
    if not (3, 10) <= (major, minor) <= (3, 13):
        sys.exit(
            f"\nPython {major}.{minor} is not supported: call this command with Python 3.10 to 3.13, "
            "for example 'python3.12 dev/run'."
        )


# Before any other module is read: an older Python may stumble over what is written there.
require_python()
