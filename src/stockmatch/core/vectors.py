"""The one array type that most rooms pass around."""

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row per image, shape (n, dimension), dtype float32, not normalised."""
