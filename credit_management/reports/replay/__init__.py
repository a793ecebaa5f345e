from . import credit_workbook_replay
