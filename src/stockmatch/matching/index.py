"""The vectors of one catalogue, ready to be searched: exact, over all of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stockmatch.core.model import Similarity
from stockmatch.core.ranking import Scores, best_per_product, similarity_scores, unit
from stockmatch.core.vectors import Vectors
from stockmatch.matching.domain import PhotoDomain

_LEAST_CENTRED = 8
"""Images from which on their mean says something; of one or two, centring would leave nothing or opposites."""


class VectorIndex:
    """A catalogue's vectors under one model.

    Args:
        vectors: shape (images, dimension), not normalised; images of one product stand together.
        owner: for each row the index of its product, from 0, not decreasing.
        centred: whether each domain's mean is taken off before directions are compared (cosine, from 8 images on).

    Raises:
        ValueError: if vectors and owners are not equally many, or there are none.
    """

    def __init__(self, vectors: Vectors, owner: Sequence[int], *, centred: bool) -> None:
        if len(owner) != len(vectors) or not len(owner):
            raise ValueError(f"{len(owner)} owners do not fit {len(vectors)} vectors")
        self._vectors = vectors
        self._owner = owner
        self._products = owner[-1] + 1
        self._centred = centred and len(vectors) >= _LEAST_CENTRED
        self._mean: Vectors = unit(vectors).mean(axis=0)

    def scores(
        self, photos: Vectors, domain: PhotoDomain, similarity: Similarity
    ) -> tuple[Scores, npt.NDArray[np.intp]]:
        """Product scores of photos, shape (photos, products), and the row of the image that gave each, same shape.

        Args:
            photos: shape (photos, dimension), not normalised.
            domain: the photos known so far, these included.
            similarity: how vectors are compared.
        """
        images = self._vectors
        if similarity is Similarity.COSINE and self._centred:
            photos = unit(photos) - domain.mean(self._mean)
            images = unit(images) - self._mean
        return best_per_product(similarity_scores(photos, images, similarity), self._owner, self._products)
