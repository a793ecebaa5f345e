"""The life of a scorecard, one move a file.

written as a draft of criteria, bins and knock-outs (credit_scorecard, _criterion, _bin, _knockout; _part is what
they share) or taken from the ready ones (_ready), for segments of customers (_segment)
→ its faults named (_fault) → published, superseding the version before (_publish)
→ scores customers (_score): points, grade, and the best grade a knock-out leaves.
"""

from . import credit_scorecard_part
from . import credit_scorecard
from . import credit_scorecard_bin
from . import credit_scorecard_criterion
from . import credit_scorecard_fault
from . import credit_scorecard_knockout
from . import credit_scorecard_publish
from . import credit_scorecard_ready
from . import credit_scorecard_score
from . import credit_scorecard_segment
