from hypothesis import HealthCheck, settings

# A slow machine is no failure, and a run that failed fails again.
settings.register_profile(
    "credit_management", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("credit_management")
