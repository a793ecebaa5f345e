from . import test_delivery_doors
from . import test_delivery_gate
from . import test_delivery_hold
from . import test_delivery_routes
from . import test_procurement
from . import test_delivery_unordered
