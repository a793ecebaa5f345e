from . import test_forecast_gate
from . import test_forecast_learning
from . import test_forecast_papers
from . import test_forecast_receipts
from . import test_forecast_replay
