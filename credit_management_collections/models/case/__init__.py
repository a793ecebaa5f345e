"""The case of a customer with overdue items: what is at risk, what comes next, whom to call today."""

from . import alert_kinds
from . import credit_alert
from . import credit_alert_rule
from . import credit_collection
from . import credit_collection_figures
from . import credit_collection_day
from . import credit_collection_work
from . import credit_contact
from . import credit_owing
from . import credit_account
from . import mail_thread
from . import credit_account_mail
from . import credit_monitoring
from . import credit_collection_report
from . import credit_collection_report_table
from . import credit_overview
from . import credit_overview_page
