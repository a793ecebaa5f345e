from . import credit_reminder_letter
