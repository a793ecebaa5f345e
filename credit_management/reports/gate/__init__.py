from . import credit_hold_sheet
from . import credit_workbook_hold
