from . import test_forecast_gate
from . import test_forecast_learning
from . import test_forecast_receipts
