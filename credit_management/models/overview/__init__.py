from . import credit_overview
from . import credit_overview_exposure
from . import credit_overview_task
from . import res_partner
