from . import res_company
from . import res_config_settings
from . import credit_dispute
from . import credit_promise
from . import credit_account
from . import credit_handover
