from . import test_owing
from . import test_reminder_run
from . import test_strategy
