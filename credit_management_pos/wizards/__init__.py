from . import base_partner_merge
from . import credit_till_pin_change
