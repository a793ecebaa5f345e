from . import credit_account
from . import credit_authority
from . import credit_limit
from . import credit_limit_effective
