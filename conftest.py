"""Runs the tests of core/ without Odoo, in `pytest credit_management/tests/core` and `./dev/test --core`."""

import sys
from pathlib import Path
from types import ModuleType

ADDON = Path(__file__).parent / "credit_management"


def pytest_configure(config):
    """Without the plugin that loads Odoo, let the addon be imported without its models."""
    if not config.pluginmanager.hasplugin("odoo"):
        for folder in (ADDON, ADDON / "tests"):
            import_as_folder(folder)


def import_as_folder(folder):
    """Stand a package for whose ``__init__`` imports Odoo: only what is asked for is imported from it."""
    name = ".".join(folder.relative_to(ADDON.parent).parts)
    package = ModuleType(name)
    package.__path__, package.__file__ = [str(folder)], str(folder / "__init__.py")
    sys.modules[name] = package
