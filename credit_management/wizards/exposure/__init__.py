from . import base_partner_merge
from . import credit_open_item_date
from . import credit_statement_send
from . import credit_statement_send_line
from . import credit_statement_period
from . import credit_reconciliation_prepare
from . import credit_reconciliation_answer
