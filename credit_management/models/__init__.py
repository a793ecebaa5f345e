"""The areas, lowest first: each uses only those above it (dev/tests/test_layers.py)."""

from . import common  # fields that only methods change, definitions kept in the cache
from . import account  # credit account, merging, grades, customer, legal entity and its day
from . import exposure  # open items, exposure, aging buckets, payment terms
from . import limit  # limits, the limit in force, authorities, the mirror on the customer
from . import policy  # versions, rules, facts about orders, decisions in words
from . import gate  # the order on its way to sale; a hold's whole life
from . import assessment  # statements, surveys, scorecards, assessments
from . import monitoring  # snapshots, alerts, reviews, indicators, the daily run
from . import ledger  # import of an old ledger
from . import replay  # the past through a policy
from . import overview  # the first page
