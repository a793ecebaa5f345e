from . import credit_alert_close
from . import credit_expected_loss
from . import credit_grade_migration
from . import credit_performance
from . import credit_review_date
