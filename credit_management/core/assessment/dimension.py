"""Dimensions of an evaluation, as its forms have them: how the characteristics of a scorecard are grouped on paper."""

from . import ratio, ratios
from .characteristics import RATIO, SOURCES, characteristic

OTHER = "other"
# First what the customer is and how it has paid, then its figures, then what is around it.
_RATIO, BEHAVIOUR, SURVEY, INDUSTRY, JUDGED = SOURCES
DIMENSIONS = (SURVEY, BEHAVIOUR, *ratio.GROUPS, INDUSTRY, JUDGED, OTHER)


def dimension(code: str) -> str:
    """The dimension of what a criterion looks at; another one for what no addon knows any more."""
    looked_at = characteristic(code)
    if looked_at is None:
        return OTHER
    if looked_at.source != RATIO:
        return looked_at.source
    definition = ratios.DEFINITIONS.get(looked_at.code)
    return definition.group if definition else ratio.LEVERAGE  # equity is no ratio
