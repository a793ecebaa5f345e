"""What is agreed with customers about items they owe: promises, disputes, calls."""

from . import policy_kinds
from . import res_company
from . import res_config_settings
from . import credit_owed_item
from . import credit_owed_document
from . import credit_promise
from . import credit_promise_part
from . import credit_promise_judge
from . import credit_promise_state
from . import credit_promise_record
from . import credit_dispute
from . import credit_dispute_state
from . import credit_dispute_authority
from . import credit_contact
from . import credit_collection_mark
from . import credit_policy
from . import credit_policy_rule
from . import credit_explanation
from . import credit_order_facts
from . import credit_assessment_inputs
from . import credit_characteristic
from . import credit_open_item
from . import credit_sql_function
from . import credit_owing
from . import credit_account
from . import account_partial_reconcile
