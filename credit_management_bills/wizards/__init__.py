from . import account_payment_register
from . import credit_bill_end
