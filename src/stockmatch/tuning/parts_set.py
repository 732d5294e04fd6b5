"""Photos of known products, as patches see them: those that a person confirmed, and pseudo-photos beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import NotFinite
from stockmatch.core.evidence import Region
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.vectors import Floats
from stockmatch.imaging.pseudo_photos import Family
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.parts import Parts
from stockmatch.matching.patches import image_cells, photo_cells
from stockmatch.matching.prepare import describe_photo
from stockmatch.tuning.contrast import PartsExamples
from stockmatch.tuning.pseudo_set import made_of, spread

MOST_PRODUCTS = 128
"""Of a larger catalogue the products of confirmed photos and a random choice of others."""

MOST_CONFIRMED = 256
_PSEUDO_PHOTOS = 128


@dataclass(frozen=True)
class KnownPhoto:
    """A photo whose product is known.

    Attributes:
        product: its product's place in the catalogue.
        features: the photo.
    """

    product: int
    features: PhotoFeatures


def describe_confirmed_photos(
    photos: Iterable[tuple[int, Pixels, Region | None]], embedder: Embedder, parts: Parts
) -> Iterator[KnownPhoto]:
    """Features of confirmed photos: product, pixels, and the region the person drew; what fails is left out."""
    for product, pixels, region in photos:
        try:
            yield KnownPhoto(product, describe_photo(pixels, embedder, parts, region).with_points())
        except NotFinite:
            continue


def choose_products(distinct: Sequence[int], confirmed: Iterable[int], seed: int) -> list[int]:
    """Places of the products that take part, ascending.

    Args:
        distinct: products with different pictures: what one picture shows twice must not be torn apart.
        confirmed: products of confirmed photos, which come first.
        seed: of the choice among the others.
    """
    wanted = set(confirmed)
    first = [product for product in distinct if product in wanted][:MOST_PRODUCTS]
    others = [product for product in distinct if product not in wanted]
    more = np.random.default_rng(seed).permutation(others)[: MOST_PRODUCTS - len(first)]
    return sorted([*first, *(int(product) for product in more)])


def make_pseudo_photos(
    products: Sequence[int],
    pictures: Sequence[Pixels | None],
    embedder: Embedder,
    parts: Parts,
    report: Report,
    *,
    families: Sequence[Family] = tuple(Family),
    seed: int,
) -> Iterator[KnownPhoto]:
    """Pseudo-photos of products, each by one or two families of transformations.

    Args:
        products: places in the catalogue.
        pictures: a picture of each; None where it cannot be read.
        embedder: the backbone.
        parts: the catalogue's.
        report: progress.
        families: those that may be.
        seed: of all chance.

    Raises:
        Cancelled: when the report does.
    """
    rng = np.random.default_rng(seed)
    readable = [(product, picture) for product, picture in zip(products, pictures, strict=True) if picture is not None]
    chosen = spread(len(readable), _PSEUDO_PHOTOS, rng) if readable else []
    meter = Meter(report, Stage.PREPARING, len(chosen))
    for number in chosen:
        product, picture = readable[number]
        made = made_of(picture, families, rng)
        try:
            yield KnownPhoto(product, describe_photo(made, embedder, parts, None))
        except NotFinite:
            continue
        finally:
            meter.advance(1)


def parts_examples(
    matcher: Matcher,
    products: Sequence[int],
    confirmed: Sequence[KnownPhoto],
    made: Sequence[KnownPhoto],
    *,
    domain: PhotoDomain | None = None,
    device: torch.device,
) -> PartsExamples:
    """What patches compare of photos and of their products' first images.

    Args:
        matcher: of the catalogue.
        products: those that take part, ascending; each photo is of one of them.
        confirmed: photos that a person confirmed; they come first.
        made: pseudo-photos.
        domain: the confirmed photos, known all at once; None where there are none. A pseudo-photo stands alone.
        device: where the examples are to lie.
    """
    parts = matcher.plain_parts
    place = {product: number for number, product in enumerate(products)}
    photos = (*confirmed, *made)
    together = parts.mean if domain is None else domain.cell_mean(parts.mean)
    alone = (PhotoDomain.of(one.features).cell_mean(parts.mean) for one in made)
    means = [*[together] * len(confirmed), *alone]
    images = [image_cells(matcher.first_image(product), parts) for product in products]
    seen = [photo_cells(one.features, parts, mean) for one, mean in zip(photos, means, strict=True)]
    return PartsExamples(
        images=_stacked([cells for cells, _ in images], device),
        image_weights=_stacked([weights for _, weights in images], device),
        photos=_stacked([cells for cells, _ in seen], device),
        photo_weights=_stacked([weights for _, weights in seen], device),
        truth=tuple(place[one.product] for one in photos),
        confirmed=len(confirmed),
    )


def _stacked(arrays: Sequence[Floats], device: torch.device) -> torch.Tensor:
    return torch.from_numpy(np.stack(arrays)).to(device)
