"""My Credit, the page on which a customer sees how it stands with us.

Who sees it: a contact with the role (res_partner). What of it: switches of the company (res_company) and of the
customer (credit_account). Its figures are those of the account and of its open items, read for the page in one place
(credit_account_page). What the customer says becomes messages (credit_account_said) and limit requests
(credit_limit_request); how often, credit_portal_quota counts.
"""

from . import res_company
from . import res_config_settings
from . import res_partner
from . import credit_account
from . import credit_open_item
from . import credit_limit_request
from . import credit_account_page
from . import credit_account_pay
from . import credit_account_said
from . import credit_account_statement
from . import credit_portal_quota
from . import credit_reconciliation
