from . import controllers
from . import models
from . import wizards


def uninstall(env):
    """Leave nothing in the database that the ORM does not know of."""
    env["credit.sql.function"]._drop()
