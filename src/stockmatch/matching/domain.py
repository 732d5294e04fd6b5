"""The photos of one session as a domain of their own: their mean look, trusted as far as there are photos."""

import threading

import numpy as np

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Vectors

PRIOR_PHOTOS = 10
"""How many photos' worth of trust the catalogue's mean has as a guess of the photos' mean."""


class PhotoDomain:
    """The mean of the photos seen, each counted once. Safe to use from several threads.

    Photos differ from supplier pictures by light, background and camera; taking each domain's own mean off removes much
    of that. The photos' mean is shrunk towards the catalogue's, so that a single photo is matched as if it were a
    supplier picture and a few photos of one product do not erase that product (shrinkage as in SCIENCE, section 2).

    Args:
        shape: of a photo's look vectors: (dimension,) or (views, dimension).
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._sum = np.zeros(shape, dtype=np.float64)
        self._seen: set[str] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of a photo's look vectors."""
        return self._sum.shape

    def add(self, key: str, vectors: Vectors) -> None:
        """Count a photo in, shape as given, not normalised; a key seen before changes nothing."""
        rows = vectors.reshape(-1, vectors.shape[-1])
        with self._lock:
            if key not in self._seen:
                self._seen.add(key)
                self._sum += unit(rows).reshape(vectors.shape)

    def mean(self, catalogue_mean: Vectors) -> Vectors:
        """The shrunk mean direction of the photos: the catalogue's while there are none.

        Args:
            catalogue_mean: mean of the catalogue's unit vectors, shape that of a photo's.
        """
        with self._lock:
            shrunk = (self._sum + PRIOR_PHOTOS * catalogue_mean) / (len(self._seen) + PRIOR_PHOTOS)
        return np.asarray(shrunk, dtype=np.float32)
