"""Payment forecasts of the orders of a file: as if the addon had learnt from it month by month.

The forecaster begins as one that knows nothing, so that nothing of the file is in what comes with the addon.
"""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np

# Two addons have a core: this one stands under its own name.
ADDON = Path(__file__).resolve().parents[2] / "credit_management_forecast"
_package = ModuleType(ADDON.name)
_package.__path__ = [str(ADDON)]
sys.modules.setdefault(ADDON.name, _package)

from credit_management_forecast.core.curves import KINDS_OF_SEGMENT
from credit_management_forecast.core.features import HEADS
from credit_management_forecast.core.items import Items
from credit_management_forecast.core.report import forecasts
from credit_management_forecast.core.shipped import blank
from credit_management_forecast.core.training import train

MONTH = 30


def chances(ledger, first):
    """The chance of each item to be paid later than each of HEADS, known in the morning of its invoice.

    :param first: the first day that is asked about; NaN before
    """
    number = np.arange(len(ledger.amount))
    segments = np.zeros((len(number), len(KINDS_OF_SEGMENT)), np.int64)
    items = Items(ledger.customer, ledger.invoiced, ledger.due, ledger.day, ledger.amount, segments)
    found = np.full((len(HEADS), len(number)), np.nan)
    for begin in range(first, int(ledger.invoiced.max()) + 1, MONTH):
        chosen = np.flatnonzero((ledger.invoiced >= begin) & (ledger.invoiced < begin + MONTH))
        if len(chosen):
            _items, by_head, *_more = forecasts(train(items, begin, blank()), items, chosen)
            # They come by customer and day.
            found[:, chosen[np.lexsort((ledger.invoiced[chosen], ledger.customer[chosen]))]] = by_head
    return found
