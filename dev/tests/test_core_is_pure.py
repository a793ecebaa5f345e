"""The guard that core/ imports no odoo fires, and only there."""

import subprocess
import sys

import pytest
from provision import places


def complaints(path, source):
    """What ./dev/lint's ruff says of ``source`` when it stands at ``path``."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", path, "-"]
    done = subprocess.run(
        command, input=source, text=True, capture_output=True, cwd=places.CHECKOUT, check=False, timeout=60
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "source", ["from odoo import fields\n", "import odoo\n", "from odoo.tools import float_round\n"]
)
def test_core_may_not_import_odoo(source):
    code, text = complaints("credit_management/core/policy/policy.py", source)
    assert code == 1, text
    assert "core/ is pure Python" in text


def test_models_may():
    assert complaints("credit_management/models/account/credit_account.py", "from odoo import fields\n")[0] == 0


def test_core_may_import_what_computes():
    assert complaints("credit_management/core/policy/policy.py", "import pandas\n")[0] == 0
