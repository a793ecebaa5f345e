from . import credit_reminder_letter
from . import credit_write_off_form
from . import credit_provision_workbook
from . import credit_file
from . import credit_workbook_collections
from . import credit_handover_form
from . import credit_handover_workbook
from . import credit_promise_plan
