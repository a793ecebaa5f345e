"""The life of an assessment, one move a file.

opened for an account (credit_account, credit_assessment) → inputs drawn from statement, survey, behaviour and
industry (credit_assessment_inputs, credit_behaviour) and frozen as a case (credit_assessment_case)
→ scored: points a criterion (credit_assessment_score, credit_assessment_line) and what follows
(credit_assessment_result), limit by several methods (credit_assessment_method, credit_assessment_basis), in words
(credit_assessment_text, credit_assessment_limit), with the payments it rests on (credit_assessment_evidence,
credit_evidence) and what its grade has meant (credit_calibration)
→ submitted → approved by somebody else within an authority (credit_assessment_authority), or refused
(credit_assessment_state), which sets the account.
"""

from . import credit_characteristic
from . import credit_account
from . import credit_account_score
from . import credit_assessment
from . import credit_assessment_result
from . import credit_assessment_authority
from . import credit_assessment_inputs
from . import credit_assessment_basis
from . import credit_assessment_case
from . import credit_assessment_limit
from . import credit_assessment_line
from . import credit_assessment_mass
from . import credit_assessment_method
from . import credit_assessment_newer
from . import credit_assessment_refused
from . import credit_assessment_request
from . import credit_assessment_score
from . import credit_assessment_second
from . import credit_assessment_state
from . import credit_assessment_text
from . import credit_assessment_evidence
from . import credit_assessment_difference
from . import credit_authority
from . import credit_behaviour
from . import credit_calibration
from . import credit_calibration_text
from . import credit_evidence
from . import credit_grade
from . import credit_industry_risk
from . import credit_account_refused
from . import credit_limit
from . import credit_limit_batch
from . import credit_limit_request
from . import credit_order_facts
from . import credit_policy
from . import statement
from . import survey
from . import scorecard
