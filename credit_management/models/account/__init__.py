from . import credit_shared  # isort: skip - others inherit it
from . import credit_late_interest  # isort: skip - others inherit it
from . import account_move
from . import credit_account
from . import credit_account_fact
from . import credit_account_merge
from . import credit_account_seller
from . import credit_grade
from . import credit_grade_band
from . import credit_payer
from . import credit_resemblance
from . import credit_resemblance_key
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_partner_bank
from . import res_users
from . import sale_order
