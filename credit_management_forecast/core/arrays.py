"""The arrays of numpy that forecasts are computed with, by what is in them."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Singles: TypeAlias = NDArray[np.float32]
Bools: TypeAlias = NDArray[np.bool_]


def counted(place: Ints, weight: Floats, number: int) -> Floats:
    """The sum of the weights at each of so many places; zeros where nothing is."""
    return np.bincount(place, weight, number).astype(np.float64)
