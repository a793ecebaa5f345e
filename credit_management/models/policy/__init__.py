from . import credit_explanation
from . import credit_order_facts
from . import credit_policy
from . import credit_policy_default
from . import credit_policy_limit
from . import credit_policy_rule
from . import credit_pool
from . import credit_sql_function
