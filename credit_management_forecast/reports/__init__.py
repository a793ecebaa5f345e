from . import credit_collector_statement
from . import credit_workbook
