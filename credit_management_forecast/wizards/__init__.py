from . import credit_workbook_export
