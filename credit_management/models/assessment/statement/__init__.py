from . import credit_account
from . import credit_financial_ratio
from . import credit_financial_statement
from . import credit_financial_statement_line
from . import credit_financial_statement_ratio
from . import res_company
from . import res_config_settings
