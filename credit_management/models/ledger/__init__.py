"""The life of an import, one move a file.

a file is read (credit_ledger_import_read): columns guessed (_column, credit_ledger_column; a template to fill:
_template), customers matched (_customer) or proposed (credit_ledger_match) → what is doubtful asked (_question), the
rest shown (_shown, _total), in words (_text), and compared with the old program by customer (credit_ledger_total,
_by_customer); what stands in the way (credit_ledger_obstacle)
→ fixed as a plan (_plan), worked off by a job that goes on where it stopped (_job) → booked as invoices and payments
(credit_ledger)
→ undone as a whole, as long as nothing else has touched them; by a credit manager where customers were judged by it
(_resting).
"""

from . import credit_ledger
from . import credit_ledger_receipt
from . import credit_ledger_obstacle
from . import credit_ledger_column
from . import credit_ledger_import
from . import credit_ledger_import_question
from . import credit_ledger_import_total
from . import credit_ledger_import_customer
from . import credit_ledger_match
from . import credit_ledger_total
from . import credit_ledger_import_by_customer
from . import credit_ledger_import_text
from . import credit_ledger_import_read
from . import credit_ledger_import_column
from . import credit_ledger_import_shown
from . import credit_ledger_import_plan
from . import credit_ledger_import_job
from . import credit_ledger_import_resting
from . import credit_ledger_import_score
from . import credit_ledger_import_template
from . import account_move
from . import credit_assessment
from . import credit_behaviour
from . import credit_ledger_profile
from . import res_company
