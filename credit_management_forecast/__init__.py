from . import models


def begin(env):
    """Warn by the risk of the order where the policy is still the one that a company begins with."""
    env["credit.policy"]._add_forecast_rules()
