from . import test_cover
from . import test_cover_decision
from . import test_cover_figures
from . import test_cover_gate
from . import test_cover_tour
from . import test_limit_rule
from . import test_uncovered
