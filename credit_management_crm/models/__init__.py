from . import credit_account
from . import crm_lead
