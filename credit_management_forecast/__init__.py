from . import models
from . import reports
from . import wizards


def begin(env):
    """Warn by the risk of the order where the policy is still the one that a company begins with."""
    env["credit.policy"]._add_forecast_rules()
