from . import credit_print_aging
from . import credit_account_statement
from . import credit_account_movements
from . import credit_aging_report
from . import credit_workbook_aging
from . import credit_reconciliation_form
