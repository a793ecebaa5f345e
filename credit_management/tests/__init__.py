from hypothesis import HealthCheck, settings

from . import test_account_access
from . import test_account_figures
from . import test_app_tour
from . import test_core_limits
from . import test_core_rating
from . import test_credit_account
from . import test_credit_grade
from . import test_credit_limit
from . import test_exposure_random
from . import test_open_item
from . import test_partner_lifecycle
from . import test_roles

# The suite may share its processors: how long an example takes says nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
