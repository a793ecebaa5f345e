from . import credit_replay
from . import credit_replay_export
from . import credit_replay_figure
from . import credit_replay_group
from . import credit_replay_line
from . import credit_replay_order
from . import credit_replay_result
from . import credit_replay_rule
