from . import credit_hold_refuse
from . import credit_hold_release
from . import credit_hold_request
from . import validate_account_move
