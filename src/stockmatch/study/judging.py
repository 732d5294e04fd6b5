"""Where the right product comes for each photo."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from stockmatch.core.model import Similarity
from stockmatch.core.scoring import best_per_product, order, rank_of, similarity_scores
from stockmatch.core.vectors import Vectors
from stockmatch.study.material import Material

FIRST = 5
"""Products that count as found, and that a gallery shows."""

Matrix = npt.NDArray[np.floating]


def product_scores(
    material: Material, images: Vectors, photos: Vectors, similarity: Similarity = Similarity.COSINE
) -> Matrix:
    """Scores of all products, shape (photos, products); a product scores as its best image."""
    scores, _ = best_per_product(similarity_scores(photos, images, similarity), material.owner, len(material.products))
    return scores


def ranks(material: Material, scores: Matrix) -> list[int]:
    """Rank of the right product for each photo, from 1."""
    return [rank_of(row, truth) for row, truth in zip(scores, material.truth, strict=True)]


def first_products(scores: Matrix) -> npt.NDArray[np.intp]:
    """The best products of each photo, best first, shape (photos, at most ``FIRST``)."""
    return order(scores)[:, :FIRST]


def kept_share(before: npt.NDArray[np.intp], after: npt.NDArray[np.intp]) -> float:
    """Mean share, 0 to 1, of the first products of ``before`` that are among those of ``after``."""
    shares = [len(set(old) & set(new)) / len(old) for old, new in zip(before.tolist(), after.tolist(), strict=True)]
    return float(np.mean(shares))


def rank_against_ties(scores: Sequence[float], accepted: Collection[int]) -> int:
    """Rank, from 1, where other products with an equal score come first: what cannot tell is not credited."""
    best = max(scores[index] for index in accepted)
    return 1 + sum(score >= best for index, score in enumerate(scores) if index not in accepted)
