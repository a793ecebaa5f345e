from . import dataset
from . import ledger_template
from . import statement_template
from . import workbook_download
