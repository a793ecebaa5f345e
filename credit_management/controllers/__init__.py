from . import dataset
from . import statement_template
