"""The array types the guide computes with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]  # satisfactions, matches, prices, order keys
Bytes = NDArray[np.uint8]  # one code or one coarse score a product
Rows = NDArray[np.intp]  # positions of products in the catalogue
Codes = NDArray[np.integer[Any]]  # positions of values in a vocabulary
