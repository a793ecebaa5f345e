from . import credit_report
from . import credit_report_history
from . import credit_file
