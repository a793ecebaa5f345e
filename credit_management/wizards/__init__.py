from . import base_partner_merge
from . import credit_limit_end
from . import credit_open_item_date
from . import credit_status_change
