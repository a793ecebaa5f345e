"""Names of records the code refers to."""

COVER_ACTIVITY = "credit_management_cover.credit_cover_activity_type"
