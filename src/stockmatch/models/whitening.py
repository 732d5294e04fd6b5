"""What nearly all pictures have in common, taken off Classic's measures, so that what tells pictures apart counts.

B. Hariharan, J. Malik, D. Ramanan, "Discriminative decorrelation for clustering and classification", ECCV 2012: what
edges of one set of pictures have in common is common to those of any. Here the set is the drawn sample, and what was
found of it lies in ``resources``, made by ``packaging/make_whitening.py``.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.paths import resource


@dataclass(frozen=True, eq=False)
class Whitening:
    """Directions that count less.

    Attributes:
        mean: of the vectors that it was measured on, shape (dimension,).
        directions: orthogonal, each as long as the root of the share of it that is taken off, shape (n, dimension).
    """

    mean: Floats
    directions: Floats

    @staticmethod
    def of(vectors: Floats, shrinkage: float, most: int) -> "Whitening":
        """The inverse root of the covariance, but for a factor.

        Args:
            vectors: shape (n, dimension), n > 1.
            shrinkage: how many times the mean variance each direction's is taken to be greater.
            most: how many directions are changed at most, those that vary most.
        """
        variances, directions = np.linalg.eigh(np.cov(vectors, rowvar=False, dtype=np.float64))
        floor = shrinkage * variances.mean()
        shares = 1 - np.sqrt(floor / (np.maximum(variances, 0) + floor))
        changed = (directions * np.sqrt(shares)).T[::-1][:most]
        return Whitening(vectors.mean(axis=0), np.asarray(changed, dtype=np.float32))

    def applied(self, vectors: Floats) -> Floats:
        """Whitened vectors, unit, shape as given, (..., dimension), float32."""
        apart = vectors.reshape(-1, vectors.shape[-1]) - self.mean
        whitened = apart - (apart @ self.directions.T) @ self.directions
        return unit(np.asarray(whitened, dtype=np.float32)).reshape(vectors.shape)

    def to_array(self) -> Floats:
        """The mean above the directions, shape (n + 1, dimension)."""
        return np.concatenate([self.mean[None], self.directions])


@cache
def shipped(name: str) -> Whitening:
    """What was measured of the sample: ``classic_looks`` or ``classic_cells``."""
    found = np.load(resource(f"{name}.npy")).astype(np.float32)
    return Whitening(found[0], found[1:])
