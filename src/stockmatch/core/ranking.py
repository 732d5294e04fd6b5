"""Scores between vectors, and products in the order of their scores."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import NO_DETAILS, Details, Product
from stockmatch.core.codes import CodeSource
from stockmatch.core.evidence import ColourMode, EvidenceShare, Region
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.model import Similarity
from stockmatch.core.vectors import Vectors

Scores = npt.NDArray[np.float32]
"""Shape (photos, images) or (photos, products), dtype float32, higher is more similar."""

MAX_K = 50
_BLOCK_VALUES = 8_000_000


@dataclass(frozen=True)
class Candidate:
    """A product offered for a photo.

    Attributes:
        rank: from 1; among the products that fit where the candidates are ``narrowed``.
        product_key, sku, name: of the product.
        image: the catalogue image that scored best, relative path.
        score: higher is better, see ``PhotoMatch``.
        margin: score less that of the next product that might be offered (not negative); None for the last of them,
            and for one that is first by its code alone.
        images: how many images the product has.
        shares: what each kind of evidence says, in the order of ``Evidence``; empty while that is not known.
        twins: SKUs of other products with a byte-identical picture, whichever of the product's is shown: nothing in a
            photo can tell them apart by it.
        code, read_from: the product's SKU or barcode number as the photo's own file name or a barcode in it says, which
            makes it the first candidate whatever the picture resembles; empty and None for all others.
        details: what the supplier's table says of the product.
        seen_before: whether a photo that was confirmed for the product fits better than any of its catalogue images.
        narrowed: whether only products that fit a filter were offered; then its rank says nothing of how well
            matching does.
    """

    rank: int
    product_key: str
    sku: str
    name: str
    image: str
    score: float
    margin: float | None
    images: int = 1
    shares: tuple[EvidenceShare, ...] = ()
    twins: tuple[str, ...] = ()
    seen_before: bool = False
    details: Details = NO_DETAILS
    code: str = ""
    read_from: CodeSource | None = None
    narrowed: bool = False


@dataclass(frozen=True)
class MatchRequest:
    """What is asked of matching.

    Attributes:
        photo: path.
        k: how many candidates, 1 to ``MAX_K``.
        region: the part of the photo that shows the product, as the person drew it; None for the proposal.
        others: further photos of the same item, whose evidence counts as much.
        colour: whether the colour must agree.
        only: which products may be offered; what is believed of each does not depend on it.
    """

    photo: str
    k: int = 5
    region: Region | None = None
    colour: ColourMode = ColourMode.EXACT
    others: tuple["OtherPhoto", ...] = ()
    only: ProductFilter = ANY


@dataclass(frozen=True)
class OtherPhoto:
    """A further photo of an item: its path and, as in ``MatchRequest``, its region."""

    photo: str
    region: Region | None = None


@dataclass(frozen=True)
class PhotoMatch:
    """What matching found for one photo.

    Scores are shares of belief, 0 to 1: they sum to 1 over the whole catalogue.

    Attributes:
        photo: path as given.
        sha256: of the photo's bytes; empty if it could not be read.
        candidates: best first; empty if there was an error, or no product fits ``only``.
        model_id, catalogue_version: what it was matched with.
        error: a plain reason if the photo could not be matched, else None.
        final: False for the shortlist's order, shown until all evidence is in.
        region: the part of the photo that was matched; None if there was an error.
        proposed: whether the region is the automatic proposal, not the person's.
        p_value: how often a photo of a product that is not in the catalogue matches at least as well, 0 to 1; None
            where that is not known (yet), for several photos of one item, and where not all products may be offered.
        others: content hashes of the further photos of the item that were matched with it, by path.
        only: which products might be offered.
    """

    photo: str
    sha256: str
    candidates: tuple[Candidate, ...]
    model_id: str
    catalogue_version: int
    error: str | None = None
    final: bool = True
    region: Region | None = None
    proposed: bool = True
    p_value: float | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    only: ProductFilter = ANY


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
