from . import test_cash_on_delivery
from . import test_called_delivery
