from . import dataset
from . import statement_template
from . import workbook
