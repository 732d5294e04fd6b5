"""The array types that most rooms pass around."""

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row per image, shape (n, dimension), dtype float32, not normalised."""

Floats = npt.NDArray[np.float32]
"""Of any shape: maps, weights, pictures in numbers."""

Values = npt.NDArray[np.float64]
"""Scores, counts and evidence, as a rule one per product."""
