from . import credit_customer_reason
from . import credit_reasoned
from . import credit_account_change_reason
from . import credit_assessment_reason
from . import credit_limit_reason
from . import credit_limit_request_reason
from . import my_credit
