from . import sale_order
from . import sale_order_surplus
from . import credit_hold
from . import stock_move
from . import stock_move_doors
from . import stock_picking
