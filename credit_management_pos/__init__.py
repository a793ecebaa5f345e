from . import models
from . import wizards


def admit_standing(env):
    """What has been sold on account before this addon came asks nobody."""
    env["credit.till.admission"]._admit_standing()


def uninstall(env):
    """Leave no function of the database that reads tills."""
    env["credit.sql.function"]._install_without_tills()
