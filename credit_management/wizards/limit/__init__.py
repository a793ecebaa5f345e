from . import credit_group_end
from . import credit_group_find_line
from . import credit_group_find
from . import credit_group_join
from . import credit_limit_batch_refuse
from . import credit_limit_end
from . import credit_limit_request_decide
