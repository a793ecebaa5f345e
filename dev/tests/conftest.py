import os
from pathlib import Path

import pytest
from provision import odoo_server, odoo_source
from provision.databases import Databases

pytest_plugins = ["pytester"]
CHEAP = Path(__file__).parent / "cheap_passwords"


@pytest.fixture(scope="session")
def databases(pytestconfig):
    """The databases of the server that ./dev/test has started."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(CHEAP), os.environ.get("PYTHONPATH"))))
    # ./dev/test names its database as it names the others of this checkout.
    private = pytestconfig.getoption("--odoo-database").startswith("credit_test_")
    return Databases(odoo_server.Server(odoo_source.provision()), private)
