from hypothesis import HealthCheck, settings

from . import test_roles
from . import test_core_limits
from . import test_core_rating
from . import test_credit_grade
from . import test_credit_limit
from . import test_credit_account
from . import test_partner_lifecycle
from . import test_account_access

# The suite may share its processors: how long an example takes says nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
