from . import sale_order
from . import credit_hold
from . import stock_move
from . import stock_picking
