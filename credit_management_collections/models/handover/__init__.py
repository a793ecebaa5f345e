"""What is given to a collection agency or a lawyer: drafted, approved by another, taken back or paid."""

from . import credit_handover
from . import credit_handover_item
from . import credit_handover_authority
from . import credit_handover_state
from . import credit_handover_course
from . import credit_handover_file
from . import credit_account
from . import credit_authority
from . import credit_collection
from . import credit_owing
from . import res_partner
