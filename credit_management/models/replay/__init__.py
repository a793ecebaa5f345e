from . import credit_policy
from . import credit_replay_history
from . import credit_replay_orders
from . import credit_replay_proposed
from . import credit_replay_recorded
from . import res_company
