from . import credit_print_limit
from . import credit_limit_form
from . import credit_limit_request_form
from . import credit_limit_batch_form
from . import credit_group_form
