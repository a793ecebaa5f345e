from . import base_partner_merge
from . import credit_open_item_date
