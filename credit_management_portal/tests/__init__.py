from . import test_customer_reason
