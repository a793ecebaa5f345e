from . import my_credit
from . import my_credit_pay
from . import my_credit_say
from . import my_credit_reconcile
from . import agreement
from . import application
from . import application_data
from . import application_public
