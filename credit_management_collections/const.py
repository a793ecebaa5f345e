"""Names of records the code refers to, each written once."""

COLLECTOR = "credit_management_collections.credit_management_group_collector"

CALL_ACTIVITY = "credit_management_collections.credit_reminder_call_activity_type"
UNCERTAIN_ACTIVITY = "credit_management_collections.credit_reminder_uncertain_activity_type"
ANSWER_ACTIVITY = "credit_management_collections.credit_answer_activity_type"
DISPUTE_ACTIVITY = "credit_management_collections.credit_dispute_activity_type"
TERMS_ACTIVITY = "credit_management_collections.credit_terms_activity_type"

REMINDER_CRON = "credit_management_collections.credit_reminder_cron"
FOLLOW_CRON = "credit_management_collections.credit_collection_cron"

LETTER_REPORT = "credit_management_collections.credit_reminder_letter_action_report"
STATEMENT_REPORT = "credit_management.credit_account_statement_action_report"
# The words of a step that has none of its own, by its tone; a courtesy note has none of these.
NOTE = "note"
MAIL_TEMPLATES = {
    tone: f"credit_management_collections.credit_reminder_mail_{tone}" for tone in (NOTE, "friendly", "firm", "final")
}
STATEMENT_TEMPLATE = "credit_management_collections.credit_reminder_mail_statement"
SMS_TEMPLATES = {
    tone: f"credit_management_collections.credit_reminder_sms_{tone}" for tone in (NOTE, "friendly", "firm", "final")
}

# Who posts entries in Odoo.
ACCOUNTANT = "account.group_account_invoice"
WRITE_OFF_ACTIVITY = "credit_management_collections.credit_write_off_activity_type"
HANDOVER_ACTIVITY = "credit_management_collections.credit_handover_activity_type"
