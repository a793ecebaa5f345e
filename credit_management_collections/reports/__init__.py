from . import credit_reminder_letter
from . import credit_write_off_form
from . import credit_provision_workbook
from . import credit_handover_form
from . import credit_handover_workbook
