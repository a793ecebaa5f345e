from hypothesis import HealthCheck, settings

# A slow machine is no failure, and a run that failed fails again.
settings.register_profile(
    "credit_management", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("credit_management")

from . import test_account_access
from . import test_account_figures
from . import test_aging_bucket
from . import test_alert_tour
from . import test_app_tour
from . import test_assessment_tour
from . import test_core_aging
from . import test_core_assessment
from . import test_core_behaviour
from . import test_core_chart
from . import test_core_indicators
from . import test_core_ledger
from . import test_core_limit_proposal
from . import test_core_limits
from . import test_core_monitoring
from . import test_core_policy
from . import test_core_provision
from . import test_core_rating
from . import test_core_ratios
from . import test_core_ready_cards
from . import test_core_review
from . import test_core_scorecard
from . import test_core_statement
from . import test_core_statement_sheet
from . import test_core_survey
from . import test_credit_account
from . import test_credit_assessment
from . import test_credit_behaviour
from . import test_credit_alert
from . import test_credit_grade
from . import test_credit_hold
from . import test_credit_ledger
from . import test_credit_limit
from . import test_credit_monitoring
from . import test_credit_policy
from . import test_credit_recheck
from . import test_credit_release
from . import test_credit_review
from . import test_credit_scorecard
from . import test_credit_survey
from . import test_credit_snapshot
from . import test_demonstration
from . import test_exposure_random
from . import test_financial_statement
from . import test_first_look
from . import test_indicators
from . import test_open_item
from . import test_order_gate
from . import test_order_other_apps
from . import test_order_paid
from . import test_order_portal
from . import test_order_tours
from . import test_partner_lifecycle
from . import test_print_access
from . import test_print_account
from . import test_print_forms
from . import test_roles
from . import test_scorecard_comparison
from . import test_scorecard_trial
from . import test_scorecard_tour
from . import test_scorecard_versions
from . import test_statement_import
from . import test_statement_tour
from . import test_survey_access
from . import test_survey_tour
from . import test_workbook
from . import test_workbook_tour
