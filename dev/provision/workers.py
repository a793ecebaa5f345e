"""A pytest plugin: each worker of pytest-xdist tests a database of its own, which ./dev/test has made beforehand.

pytest-odoo would make it with createdb, which not every PostgreSQL server here comes with.
"""

import os

import pytest


def database(first, worker):
    """The database of a worker, by that of the call and the worker's name ("gw0")."""
    return f"{first}_{worker}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    worker = os.environ.pop("PYTEST_XDIST_WORKER", None)  # pytest-odoo goes by it
    if worker:
        config.option.odoo_database = database(config.option.odoo_database, worker)
    return (yield)
