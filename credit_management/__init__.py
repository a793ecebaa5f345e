from . import controllers
from . import models
from . import wizards


def uninstall(env):
    """Leave nothing in the database that the ORM does not know of, or cannot take away by itself."""
    env.cr.execute("DELETE FROM credit_hold")  # of the demonstration's orders: they keep its accounts
    env["credit.sql.function"]._drop()
