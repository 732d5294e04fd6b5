"""The look vectors of one catalogue, ready to be searched: exact, over all of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stockmatch.core.model import Similarity
from stockmatch.core.scoring import Scores, best_per_product, similarity_scores, unit
from stockmatch.core.vectors import Vectors
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.parts import MEAN_SHARE

_BLOCK = 1_024
_LEAST_CENTRED = 8
"""Images from which on their mean says something; of one or two, centring would leave nothing or opposites."""


class LookIndex:
    """A catalogue's look vectors under one model.

    A score is the mean over all pairs of a view of the photo (whole, region) and a view of the catalogue image (whole,
    product): of cosines that is one product of summed unit vectors, so that the search stays exact and one matrix.

    Args:
        vectors: shape (images, views, dimension), not normalised; images of one product stand together.
        owner: for each row the index of its product, from 0, not decreasing.
        similarity: how vectors are compared.

    Raises:
        ValueError: if vectors and owners are not equally many, or there are none.
    """

    def __init__(self, vectors: Vectors, owner: Sequence[int], similarity: Similarity = Similarity.COSINE) -> None:
        if len(owner) != len(vectors) or not len(owner):
            raise ValueError(f"{len(owner)} owners do not fit {len(vectors)} images")
        self._owner = owner
        self._products = owner[-1] + 1
        self._similarity = similarity
        self._centred = similarity is Similarity.COSINE and len(vectors) >= _LEAST_CENTRED
        blocks = [vectors[start : start + _BLOCK] for start in range(0, len(vectors), _BLOCK)]
        total = np.sum([_unit_views(block).sum(axis=(0, 1), dtype=np.float64) for block in blocks], axis=0)
        self._mean: Vectors = np.asarray(total / (len(vectors) * vectors.shape[1]), dtype=np.float32)
        self._images = np.concatenate([self._summed(block, self._mean) for block in blocks])

    def _summed(self, vectors: Vectors, mean: Vectors) -> Vectors:
        """One vector per image or photo, shape (n, dimension)."""
        if self._similarity is not Similarity.COSINE:
            return np.asarray(vectors.mean(axis=1, dtype=np.float32))
        views = _unit_views(vectors)
        if self._centred:
            views = _unit_views(views - np.float32(MEAN_SHARE) * mean)
        return np.asarray(views.mean(axis=1), dtype=np.float32)

    def scores(self, photos: Vectors, domain: PhotoDomain) -> tuple[Scores, npt.NDArray[np.intp]]:
        """Product scores of photos, shape (photos, products), and the row of the image that gave each, same shape.

        Args:
            photos: shape (photos, views, dimension), not normalised.
            domain: the photos known so far, these included.
        """
        scores = self.image_scores(photos, domain)
        return best_per_product(scores, self._owner, self._products)

    def image_scores(self, photos: Vectors, domain: PhotoDomain) -> Scores:
        """Scores of photos and images, shape (photos, images)."""
        return self._compared(self._of_photos(photos, domain), self._images)

    def scores_of(self, photos: Vectors, others: Vectors, domain: PhotoDomain) -> Scores:
        """Scores of photos and of images that are not in the index, shape (photos, others).

        Args:
            photos: shape (photos, views, dimension), not normalised.
            others: shape (others, views, dimension), not normalised.
            domain: the photos known so far.
        """
        return self._compared(self._of_photos(photos, domain), self._summed(others, self._mean))

    def _of_photos(self, photos: Vectors, domain: PhotoDomain) -> Vectors:
        views = photos.shape[1]
        return self._summed(photos, domain.mean(np.broadcast_to(self._mean, (views, *self._mean.shape))))

    def _compared(self, photos: Vectors, images: Vectors) -> Scores:
        if self._similarity is Similarity.COSINE:
            return np.asarray(photos @ images.T, dtype=np.float32)
        return similarity_scores(photos, images, self._similarity)


def _unit_views(vectors: Vectors) -> Vectors:
    return unit(np.asarray(vectors, np.float32).reshape(-1, vectors.shape[-1])).reshape(vectors.shape)
