from . import test_app_tour
from . import test_roles
