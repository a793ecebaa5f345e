"""The life of a survey, one move a file.

opened for an account and filled with what is known (credit_survey, _fill, _request) → answered: facts with source and
verification (_fact, _question, _answer, _choice; rows: _site, _owner, _reference, _licence, _grade)
→ checked against what a customer of its kind must show (_checklist, _missing) → verified by somebody else, closed
(_state) → anonymised when the law no longer lets personal data be kept (_retention).
"""

from . import credit_account
from . import credit_consent
from . import credit_personal_data
from . import credit_policy
from . import credit_survey
from . import credit_survey_fact
from . import credit_survey_answer
from . import credit_survey_checklist
from . import credit_survey_choice
from . import credit_survey_expiry
from . import credit_survey_fill
from . import credit_survey_grade
from . import credit_survey_licence
from . import credit_survey_missing
from . import credit_survey_owner
from . import credit_survey_question
from . import credit_survey_question_ready
from . import credit_survey_reference
from . import credit_survey_request
from . import credit_survey_retention
from . import credit_survey_site
from . import credit_survey_state
from . import credit_survey_verified
from . import res_company
from . import res_config_settings
from . import res_partner
from . import sale_order
