"""How a model ranks photos of known products by all evidence, which is what counts."""

from collections.abc import Sequence

import numpy as np

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Meter
from stockmatch.core.scoring import rank_of
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, PhotoFeatures
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_images, describe_photo, prepare_image

_BATCH = 4  # a stop is heard between two


def found(matcher: Matcher, photo: PhotoFeatures, product: int, domain: PhotoDomain) -> tuple[int, float]:
    """Rank of a photo's product in the order of all evidence, and its negative log-likelihood, in nats."""
    first = matcher.shortlist(photo, domain)
    logits = matcher.rank(photo, first, ColourMode.ANY).logits
    return rank_of(logits, [product]), float(np.logaddexp.reduce(logits) - logits[product])


def found_by(
    embedder: Embedder,
    pictures: Sequence[Pixels],
    photos: Sequence[tuple[int, Pixels]],
    meter: Meter,
    *,
    fusion: Fusion | None,
    similarity: Similarity,
) -> list[tuple[int, float]]:
    """The same for each photo, alone, under another backbone than the catalogue was indexed with.

    Args:
        embedder: the backbone.
        pictures: of the products to choose from, one each, all different.
        photos: each with its product's place among them.
        meter: advances by one a picture and a photo.
        fusion: how much each kind of evidence counts; None for as before anything is known of a catalogue.
        similarity: how looks are compared.

    Raises:
        NotFinite: if the backbone fails on one of them.
    """
    rows = []
    for start in range(0, len(pictures), _BATCH):
        prepared = [prepare_image(picture, embedder) for picture in pictures[start : start + _BATCH]]
        rows.append(describe_images(prepared, embedder))
        meter.advance(len(prepared))
    matcher = Matcher(
        ArrayRows(np.concatenate(rows)), range(len(pictures)), similarity, fusion, earlier=embedder.look_size.earlier
    )
    answers = []
    for product, pixels in photos:
        photo = describe_photo(pixels, embedder, matcher.parts, None)
        answers.append(found(matcher, photo, product, PhotoDomain.of(photo)))
        meter.advance(1)
    return answers
