from . import account_move
from . import credit_aging_bucket
from . import credit_exposure
from . import credit_open_item
from . import res_company
from . import res_config_settings
from . import sale_order
from . import sale_order_line
