"""Names of records the code refers to, each written once."""

PROBLEM_ACTIVITY = "credit_management_portal.my_credit_problem_activity_type"
PROMISE_ACTIVITY = "credit_management_portal.my_credit_promise_activity_type"
