from . import credit_agreement_end
from . import credit_customer_reason_choose
from . import credit_limit_end
from . import credit_limit_request_decide
from . import credit_application_customer
from . import credit_application_invite
from . import credit_application_reply
from . import credit_status_change
