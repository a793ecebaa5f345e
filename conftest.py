"""Runs the tests of core/ without Odoo, in `pytest credit_management/tests/core` and `./dev/test --core`."""

import sys
from pathlib import Path
from types import ModuleType

# Addons with a core of their own.
ADDONS = [folder.parent for folder in sorted(Path(__file__).parent.glob("credit_management*/core"))]


def pytest_configure(config):
    """Without the plugin that loads Odoo, let the addons be imported without their models."""
    if not config.pluginmanager.hasplugin("odoo"):
        for addon in ADDONS:
            import_as_folder(addon)
            import_as_folder(addon / "tests")


def import_as_folder(folder):
    """Stand a package for whose ``__init__`` imports Odoo: only what is asked for is imported from it."""
    name = ".".join(folder.relative_to(Path(__file__).parent).parts)
    package = ModuleType(name)
    package.__path__, package.__file__ = [str(folder)], str(folder / "__init__.py")
    sys.modules[name] = package
