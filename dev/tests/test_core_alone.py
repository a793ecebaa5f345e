"""The tests of core/ can be run where there is no Odoo, all of them; ./dev/test begins with it."""

import os
import subprocess
import sys

import pytest
from provision import places

TESTS = sorted(places.CHECKOUT.glob("credit_management*/tests/core"))


@pytest.fixture
def without_odoo(tmp_path):
    """An environment in which importing Odoo fails."""
    (tmp_path / "odoo.py").write_text("raise ImportError('there is no Odoo here')\n")
    return os.environ | {"PYTHONPATH": str(tmp_path)}


def pytest_in(environment, *words):
    command = [sys.executable, "-m", "pytest", "-q", *map(str, words)]
    return subprocess.run(
        command, env=environment, cwd=places.CHECKOUT, capture_output=True, text=True, check=False, timeout=300
    )


def test_odoo_cannot_be_imported_here(without_odoo):
    done = subprocess.run([sys.executable, "-c", "import odoo"], env=without_odoo, capture_output=True, check=False)
    assert b"there is no Odoo here" in done.stderr


def test_every_file_runs(without_odoo):
    done = pytest_in(without_odoo, *TESTS, "--collect-only")
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted(path.name for folder in TESTS for path in folder.glob("test_*.py"))
    assert files
    assert [name for name in files if f"/{name}::" not in done.stdout] == []


def test_another_file_says_that_it_needs_odoo(without_odoo):
    done = pytest_in(without_odoo, places.ADDON / "tests" / "limit")
    assert done.returncode != 0
    assert "there is no Odoo here" in done.stdout
