from . import credit_cached
from . import credit_guard
from . import res_users
