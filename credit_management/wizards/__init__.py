from . import base_partner_merge
from . import credit_hold_refuse
from . import credit_hold_release
from . import credit_hold_request
from . import credit_limit_end
from . import credit_open_item_date
from . import credit_status_change
