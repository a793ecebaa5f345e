from . import base_partner_merge
from . import credit_seller_free
from . import credit_status_change
