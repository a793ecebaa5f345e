"""The life of an import, one move a file.

a file is read: columns guessed (credit_ledger_import_read, credit_ledger_column; a template to fill: _template)
→ customers matched (_customer), what stands in the way listed (credit_ledger_obstacle), all in words (_text)
→ worked off by a job that goes on where it stopped (_job) → booked as invoices and payments (credit_ledger)
→ undone as a whole, as long as nothing else has touched them.
"""

from . import credit_ledger
from . import credit_ledger_receipt
from . import credit_ledger_obstacle
from . import credit_ledger_column
from . import credit_ledger_import
from . import credit_ledger_import_question
from . import credit_ledger_import_total
from . import credit_ledger_import_customer
from . import credit_ledger_import_text
from . import credit_ledger_import_read
from . import credit_ledger_import_job
from . import credit_ledger_import_template
from . import account_move
from . import credit_ledger_profile
from . import res_company
