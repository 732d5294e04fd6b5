"""The photos of one session as a domain of their own: their mean, trusted as far as there are photos."""

from collections import OrderedDict

import numpy as np

from stockmatch.core.ranking import unit
from stockmatch.core.vectors import Vectors

PRIOR_PHOTOS = 20
"""How many photos' worth of trust the catalogue's mean has as a guess of the photos' mean."""

_KEPT_PHOTOS = 20_000


class PhotoDomain:
    """Vectors of the photos seen, each content once.

    Photos differ from supplier pictures by light, background and camera; taking each domain's own mean off removes much
    of that. The photos' mean is shrunk towards the catalogue's, so that a single photo is matched as if it were a
    supplier picture and a few photos of one product do not erase that product (shrinkage as in SCIENCE, section 2).

    Args:
        dimension: length of a vector.
    """

    def __init__(self, dimension: int) -> None:
        self._sum = np.zeros(dimension, dtype=np.float64)
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()

    def __len__(self) -> int:
        return len(self._vectors)

    def get(self, sha256: str) -> Vectors | None:
        """The vector of a photo seen before, shape (dimension,), as it was added."""
        return self._vectors.get(sha256)

    def add(self, sha256: str, vector: Vectors) -> None:
        """Count a photo in, shape (dimension,), not normalised; a content seen before changes nothing."""
        if sha256 in self._vectors:
            return
        self._vectors[sha256] = vector
        self._sum += unit(vector[np.newaxis])[0]
        if len(self._vectors) > _KEPT_PHOTOS:
            _, oldest = self._vectors.popitem(last=False)
            self._sum -= unit(oldest[np.newaxis])[0]

    def mean(self, catalogue_mean: Vectors) -> Vectors:
        """The shrunk mean direction of the photos, shape (dimension,): the catalogue's while there are none.

        Args:
            catalogue_mean: mean of the catalogue's unit vectors, shape (dimension,).
        """
        count = len(self._vectors)
        return np.asarray((self._sum + PRIOR_PHOTOS * catalogue_mean) / (count + PRIOR_PHOTOS), dtype=np.float32)
