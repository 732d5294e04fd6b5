"""Scores between vectors, and products in the order of their scores."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import Product
from stockmatch.core.model import Similarity
from stockmatch.core.ranking import Candidate
from stockmatch.core.vectors import Vectors

Scores = npt.NDArray[np.float32]
"""Shape (photos, images) or (photos, products), dtype float32, higher is more similar."""

_BLOCK_VALUES = 8_000_000


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to L2 norm 1; rows of zeros stay zero. Shape and dtype as given."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0), dtype=np.float32)


def similarity_scores(photos: Vectors, images: Vectors, similarity: Similarity) -> Scores:
    """Score every photo against every image, shape (photos, images).

    Cosine compares directions; Euclidean and Manhattan compare the vectors as they are.
    """
    if similarity is Similarity.COSINE:
        return np.asarray(np.clip(unit(photos) @ unit(images).T, -1.0, 1.0), dtype=np.float32)
    if similarity is Similarity.EUCLIDEAN:
        squared = (
            np.sum(photos**2, axis=1, keepdims=True, dtype=np.float64)
            + np.sum(images**2, axis=1, dtype=np.float64)
            - 2.0 * (photos.astype(np.float64) @ images.T.astype(np.float64))
        )
        return np.asarray(-np.sqrt(np.maximum(squared, 0.0)), dtype=np.float32)
    scores = np.empty((len(photos), len(images)), dtype=np.float32)
    step = max(1, _BLOCK_VALUES // max(1, images.shape[1]))
    for row, photo in enumerate(photos):
        for start in range(0, len(images), step):
            block = images[start : start + step]
            scores[row, start : start + step] = -np.abs(block - photo).sum(axis=1)
    return scores


def best_per_product(
    scores: Scores, image_product: Sequence[int], products: int
) -> tuple[Scores, npt.NDArray[np.intp]]:
    """Reduce image scores to product scores: a product scores as its best image.

    Args:
        scores: shape (photos, images).
        image_product: for each image the index of its product, not decreasing; every product has an image.
        products: number of products.

    Returns:
        Product scores, shape (photos, products), and the column of the image that gave each, same shape.
    """
    owner = np.asarray(image_product)
    starts = np.searchsorted(owner, np.arange(products))
    best = np.maximum.reduceat(scores, starts, axis=1)
    if products == len(owner):
        return best, np.tile(np.arange(products), (len(scores), 1))
    placed = np.where(scores == best[:, owner], np.arange(len(owner)), len(owner) - 1)
    return best, np.minimum.reduceat(placed, starts, axis=1)


def order(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.intp]:
    """Products from best to worst, shape as given; equal scores keep the catalogue's order."""
    return np.argsort(-scores, axis=-1, kind="stable")


def rank_of(scores: npt.NDArray[np.floating], accepted: Collection[int]) -> int:
    """Rank, from 1, of the best-placed of the accepted products. ``scores`` has shape (products,)."""
    positions = np.empty(len(scores), dtype=np.intp)
    positions[order(scores)] = np.arange(1, len(scores) + 1)
    return int(min(positions[index] for index in accepted))


def candidates(
    scores: npt.NDArray[np.floating],
    ranked: npt.NDArray[np.intp],
    best_image: npt.NDArray[np.intp],
    products: Sequence[Product],
    k: int,
) -> tuple[Candidate, ...]:
    """The k best products of one photo, each once, with the gap to the next.

    Args:
        scores: shape (products,).
        ranked: products from best to worst.
        best_image: for each product the index of its best image among all images in catalogue order.
        products: the catalogue.
        k: 1 to ``MAX_K``; more than the catalogue has gives all of it.
    """
    first_image = np.cumsum([0, *(len(product.images) for product in products)])
    found = []
    for place, index in enumerate(ranked[:k]):
        product = products[index]
        score = float(scores[index])
        margin = score - float(scores[ranked[place + 1]]) if place + 1 < len(ranked) else None
        image = product.images[int(best_image[index] - first_image[index])]
        found.append(
            Candidate(
                place + 1,
                product.key,
                product.sku,
                product.name,
                image.path,
                score,
                margin,
                len(product.images),
                details=product.details,
            )
        )
    return tuple(found)
