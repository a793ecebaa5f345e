from . import credit_print
from . import credit_print_chart
from . import credit_print_form
from . import ir_actions_report
from . import credit_workbook
