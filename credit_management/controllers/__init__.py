from . import dataset
from . import hold_decision
from . import ledger_template
from . import statement_template
from . import workbook_download
