from . import test_pay_in_store
