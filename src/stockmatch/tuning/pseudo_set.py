"""Pseudo-photos of a catalogue, with the product each was made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stockmatch.core.embedder import Embedder, Pixels, Prepared
from stockmatch.core.evaluation import top_k_error
from stockmatch.core.progress import Meter
from stockmatch.core.scoring import rank_of
from stockmatch.core.tuning import TuneFigures
from stockmatch.core.vectors import Vectors
from stockmatch.imaging.pseudo_photos import Family, make_pseudo_photo
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.index import LookIndex

_MOST_PER_PRODUCT = 8


@dataclass(frozen=True)
class PseudoSet:
    """Pseudo-photos prepared for one backbone.

    Attributes:
        prepared: one per pseudo-photo.
        truth: index of the product each was made from.
    """

    prepared: tuple[Prepared, ...]
    truth: tuple[int, ...]


def split_families(rng: np.random.Generator) -> tuple[tuple[Family, ...], tuple[Family, ...]]:
    """Two halves of the transformation families, by chance, so that what judges is of another kind than what taught."""
    families = list(Family)
    mixed = [families[index] for index in rng.permutation(len(families))]
    half = len(mixed) // 2
    return tuple(mixed[:half]), tuple(mixed[half:])


def spread(products: int, photos: int, rng: np.random.Generator) -> list[int]:
    """Products to make pseudo-photos of: all equally often, at most eight times, about ``photos`` in all."""
    if products >= photos:
        return [int(i) for i in rng.choice(products, photos, replace=False)]
    return [product for product in range(products) for _ in range(min(_MOST_PER_PRODUCT, photos // products))]


def make_pseudo_set(
    images: Sequence[Pixels],
    products: Sequence[int],
    families: Sequence[Family],
    embedder: Embedder,
    *,
    rng: np.random.Generator,
    meter: Meter,
) -> PseudoSet:
    """Make a pseudo-photo of each of ``products`` (indexes into ``images``, repeats allowed), each by two families.

    The meter advances by one a photo.
    """
    prepared = []
    for product in products:
        picture = images[product]
        for choice in rng.permutation(len(families))[:2]:
            picture = make_pseudo_photo(picture, families[choice], rng)
        prepared.append(embedder.prepare(picture))
        meter.advance(1)
    return PseudoSet(tuple(prepared), tuple(products))


def made_of(picture: Pixels, families: Sequence[Family], rng: np.random.Generator) -> Pixels:
    """A pseudo-photo by one or two of the families, see ``make_pseudo_photo``."""
    for family in rng.permutation(len(families))[: int(rng.integers(1, 3))]:
        picture = make_pseudo_photo(picture, families[family], rng)
    return picture


def ranks(products: Vectors, photos: Vectors, truth: Sequence[int]) -> list[int]:
    """Rank of the true product for each pseudo-photo, all known at once, by look alone.

    Args:
        products: one vector each, shape (products, dimension).
        photos: shape (photos, dimension).
        truth: index of the product each was made from.
    """
    views = photos[:, None]
    domain = PhotoDomain(views.shape[1:])
    for number, view in enumerate(views):
        domain.add(str(number), view)
    scores, _ = LookIndex(products[:, None], range(len(products))).scores(views, domain)
    return [rank_of(row, [product]) for row, product in zip(scores, truth, strict=True)]


def figures(found: Sequence[int]) -> TuneFigures:
    """Top-1 and top-5 error of these ranks."""
    return TuneFigures(top_k_error(found, 1), top_k_error(found, 5))
