from . import credit_assessment_approve
from . import credit_assessment_refuse
from . import credit_scorecard_comparison
from . import credit_scorecard_trial
from . import credit_statement_import
from . import credit_statement_import_template
from . import credit_survey_reason
from . import credit_survey_request
