from . import test_owing
from . import test_reminder_run
from . import test_strategy
from . import test_collection
from . import test_contact
from . import test_dispute
from . import test_promise
from . import test_promise_gate
