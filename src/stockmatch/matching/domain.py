"""The photos of one session as a domain of their own: their means, trusted as far as there are photos."""

import threading

import numpy as np
import numpy.typing as npt

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats, Vectors
from stockmatch.matching.features import PhotoFeatures

PRIOR_PHOTOS = 10
"""How many photos' worth of trust the catalogue's mean has as a guess of the photos' mean."""


class PhotoDomain:
    """The means of the photos seen, of their looks and of their feature maps' cells, each photo counted once.

    Safe to use from several threads.

    Photos differ from supplier pictures by light, background and camera; taking each domain's own mean off removes much
    of that. The photos' mean is shrunk towards the catalogue's, so that a single photo is matched as if it were a
    supplier picture and a few photos of one product do not erase that product (shrinkage as in SCIENCE, section 2).

    Args:
        shape: of a photo's look vectors: (dimension,) or (views, dimension).
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._sum = np.zeros(shape, dtype=np.float64)
        self._cells = np.zeros(1, dtype=np.float64)  # of as many channels as the first photo's
        self._with_cells = 0
        self._seen: set[str] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of a photo's look vectors."""
        return self._sum.shape

    @staticmethod
    def of(photo: PhotoFeatures) -> "PhotoDomain":
        """A photo alone."""
        domain = PhotoDomain(photo.vectors.shape)
        domain.add("", photo.vectors, photo.cells)
        return domain

    def add(self, key: str, vectors: Vectors, cells: npt.NDArray[np.int8] | None = None) -> None:
        """Count a photo in; a key seen before changes nothing.

        Args:
            key: tells photos apart.
            vectors: its look, shape as given, not normalised.
            cells: its feature map, shape (height, width, channels), not normalised; None where looks alone matter.
        """
        look = unit(vectors.reshape(-1, vectors.shape[-1])).reshape(vectors.shape)
        mean = None if cells is None else unit(cells.reshape(-1, cells.shape[-1]).astype(np.float32)).mean(axis=0)
        with self._lock:
            if key not in self._seen:
                self._seen.add(key)
                self._sum += look
                if mean is not None:
                    self._cells = self._cells + mean
                    self._with_cells += 1

    def mean(self, catalogue_mean: Vectors) -> Vectors:
        """The shrunk mean direction of the photos: the catalogue's while there are none.

        Args:
            catalogue_mean: mean of the catalogue's unit vectors, shape that of a photo's.
        """
        with self._lock:
            return _shrunk(self._sum, len(self._seen), catalogue_mean)

    def cell_mean(self, catalogue_mean: Floats) -> Floats:
        """The shrunk mean of the photos' unit cells: the catalogue's while there are none, shape (channels,).

        Args:
            catalogue_mean: mean of the catalogue's unit cells, shape (channels,).
        """
        with self._lock:
            return _shrunk(self._cells, self._with_cells, catalogue_mean)


def _shrunk(total: npt.NDArray[np.float64], photos: int, catalogue_mean: Floats) -> Floats:
    return np.asarray((total + PRIOR_PHOTOS * catalogue_mean) / (photos + PRIOR_PHOTOS), dtype=np.float32)
