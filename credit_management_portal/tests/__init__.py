from . import test_customer_reason
from . import test_my_credit
from . import test_my_credit_pay
from . import test_my_credit_role
from . import test_my_credit_said
from . import test_my_credit_tour
from . import test_routes
