from . import credit_account
from . import credit_account_sorted
from . import credit_overview
from . import credit_overview_exposure
from . import credit_overview_start
from . import credit_overview_task
from . import res_company
from . import res_partner
