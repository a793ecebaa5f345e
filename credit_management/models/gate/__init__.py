from . import account_move
from . import account_partial_reconcile
from . import payment_transaction
from . import sale_order_banner
from . import sale_order_entry
from . import sale_order
from . import sale_order_line
from . import hold
