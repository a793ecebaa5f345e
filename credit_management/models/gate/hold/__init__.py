"""The life of a hold, one move a file.

stopped (credit_hold_stop: with facts and reasons as they were, credit_hold_figures, credit_hold_reason)
→ asked for (credit_hold_asked: by whom, why, up to which amount; credit_hold_mail: to decide from) → whose turn
  (credit_hold_mine, credit_hold_notice)
→ released or refused (credit_hold_decision) by free hands (credit_hold_hands) within an authority
  (credit_hold_authority), up to an amount and a day (credit_hold_bounds); a refusal stands before what is asked next
  (credit_hold_refused)
→ cleared where a payment or another limit makes the order pass (credit_hold_recheck; credit_hold_cleared says why)
→ continued: the order goes on from where it stood (credit_hold_continue); a release is used, or lapses.
"""

from . import credit_held
from . import account_move
from . import credit_account
from . import credit_hold
from . import credit_hold_asked
from . import credit_hold_mail
from . import credit_hold_authority
from . import credit_hold_bounds
from . import credit_hold_cleared
from . import credit_hold_continue
from . import credit_hold_decision
from . import credit_hold_figures
from . import credit_hold_hands
from . import credit_hold_picture
from . import credit_hold_now
from . import credit_hold_mine
from . import credit_hold_notice
from . import credit_hold_reason
from . import credit_hold_recheck
from . import credit_hold_refused
from . import credit_hold_stop
from . import credit_limit
from . import credit_limit_batch
from . import credit_payer
from . import sale_order
from . import sale_order_badge
from . import sale_order_line
