from . import credit_agreement_form
from . import credit_file
