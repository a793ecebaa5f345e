from . import credit_cover_form
from . import credit_cover_claim_form
from . import credit_file
