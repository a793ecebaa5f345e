from . import test_account_figures
from . import test_app_tour
from . import test_core_limits
from . import test_core_rating
from . import test_credit_grade
from . import test_exposure_random
from . import test_open_item
from . import test_roles
