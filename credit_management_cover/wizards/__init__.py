from . import credit_cover_end
from . import credit_expected_loss
from . import credit_uncovered
