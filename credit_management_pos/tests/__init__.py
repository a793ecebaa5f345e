from . import test_till_columns
from . import test_till_doors
from . import test_till_moved
from . import test_till_exposure
from . import test_till_offline
from . import test_till_release
from . import test_till_settings
from . import test_till_tour
