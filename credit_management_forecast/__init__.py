from odoo.addons.credit_management.sql.exposure.functions import drop

from . import models
from . import reports
from . import wizards
from .sql import functions


def begin(env):
    """Warn by the risk of the order where the policy is still the one that a company begins with."""
    env["credit.policy"]._add_forecast_rules()


def end(env):
    """Leave no function of the database that nobody calls."""
    for statement in drop(functions.SIGNATURES):
        env.cr.execute(statement)
