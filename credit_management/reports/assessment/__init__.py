from . import credit_print_fact
from . import credit_assessment_form
from . import credit_grade_form
from . import credit_survey_form
from . import credit_survey_blank
from . import credit_workbook_grades
