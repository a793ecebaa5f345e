"""Tests that run side by side run in a database each."""

from provision import workers

OPTION = """
def pytest_addoption(parser):
    parser.addoption("--odoo-database")
"""
TEST = """
import os
import pathlib

def test_{number}(pytestconfig):
    assert "PYTEST_XDIST_WORKER" not in os.environ, "pytest-odoo would make a database of its own"
    pathlib.Path({found!r}).joinpath(pytestconfig.getoption("--odoo-database")).touch()
"""


def run(pytester, *words):
    found = pytester.mkdir("found")
    pytester.makeconftest(OPTION)
    pytester.makepyfile(**{f"test_{n}": TEST.format(number=n, found=str(found)) for n in range(4)})
    arguments = ("-p", "provision.workers", "-p", "no:odoo", "--odoo-database", "ledger", *words)
    pytester.runpytest_subprocess(*arguments).assert_outcomes(passed=4)
    return {path.name for path in found.iterdir()}


def test_each_worker_has_its_own(pytester):
    assert run(pytester, "--numprocesses", "2") == {workers.database("ledger", f"gw{n}") for n in range(2)}


def test_one_alone_has_that_of_the_call(pytester):
    assert run(pytester) == {"ledger"}
