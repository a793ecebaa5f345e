"""Names of records the code refers to, each written once: roles, kinds of activities, jobs."""

INTERNAL = "base.group_user"  # portal users read their company; how it grants credit is not theirs to know
USER = "credit_management.credit_management_group_user"
ANALYST = "credit_management.credit_management_group_analyst"
MANAGER = "credit_management.credit_management_group_manager"
ADMINISTRATOR = "credit_management.credit_management_group_administrator"
# The roles by the names that settings and methods know them by.
ROLES = {"user": USER, "analyst": ANALYST, "manager": MANAGER, "administrator": ADMINISTRATOR}

ALERT_ACTIVITY = "credit_management.credit_alert_activity_type"
ASSESSMENT_ACTIVITY = "credit_management.credit_assessment_activity_type"
DRIFT_ACTIVITY = "credit_management.credit_scorecard_activity_type"
GO_ON_ACTIVITY = "credit_management.sale_order_credit_activity_type"
HOLD_ACTIVITY = "credit_management.credit_hold_activity_type"
LIMIT_ACTIVITY = "credit_management.credit_limit_activity_type"
LIMIT_BATCH_ACTIVITY = "credit_management.credit_limit_batch_activity_type"
LIMIT_REQUEST_ACTIVITY = "credit_management.credit_limit_request_activity_type"
POST_ACTIVITY = "credit_management.account_move_credit_activity_type"
POLICY_ACTIVITY = "credit_management.credit_policy_activity_type"
REVIEW_ACTIVITY = "credit_management.credit_review_activity_type"
REVIEW_LATE_ACTIVITY = "credit_management.credit_review_late_activity_type"
SURVEY_ACTIVITY = "credit_management.credit_survey_activity_type"

HOLD_RECHECK_CRON = "credit_management.credit_hold_recheck_cron"
LEDGER_IMPORT_CRON = "credit_management.credit_ledger_import_cron"
LIMIT_BATCH_CRON = "credit_management.credit_limit_batch_cron"
MONITORING_CRON = "credit_management.credit_monitoring_cron"
