from . import credit_workbook_portfolio
from . import credit_workbook_indicators
from . import credit_workbook_performance
from . import credit_workbook_risk
from . import credit_grade_list
