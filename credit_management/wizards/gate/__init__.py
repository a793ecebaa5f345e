from . import credit_hold_refuse
from . import credit_hold_release
from . import credit_hold_request
from . import credit_policy_publish
from . import validate_account_move
