"""How a model ranks photos of known products by all evidence, which is what counts."""

from collections.abc import Sequence

import numpy as np

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Meter
from stockmatch.core.scoring import rank_of
from stockmatch.imaging.keypoints import Keypoints
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, PhotoFeatures
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import PreparedImage, describe_images, describe_photo, prepare_image

_BATCH = 4  # a stop is heard between two


def found(matcher: Matcher, photo: PhotoFeatures, products: Sequence[int], domain: PhotoDomain) -> tuple[int, float]:
    """Rank of a photo's product in the order of all evidence, and its negative log-likelihood, in nats.

    Args:
        matcher: of the catalogue.
        photo: the photo.
        products: its product, and those that show the same picture, any of which is right.
        domain: the photos known so far.
    """
    first = matcher.shortlist(photo, domain)
    logits = matcher.rank(photo, first, ColourMode.ANY).logits
    return rank_of(logits, products), float(np.logaddexp.reduce(logits) - np.logaddexp.reduce(logits[list(products)]))


class FinalOrder:
    """The final order of photos of known products, each photo alone, under one model of a backbone after another.

    What needs no network, keypoints above all, is the same under each of them and is found once.
    """

    def __init__(
        self,
        pictures: Sequence[Pixels],
        photos: Sequence[tuple[int, Pixels]],
        *,
        fusion: Fusion | None,
        similarity: Similarity,
    ) -> None:
        """Give what is ranked.

        Args:
            pictures: of the products to choose from, one each, all different.
            photos: each with its product's place among them.
            fusion: how much each kind of evidence counts; None for as before anything is known of a catalogue.
            similarity: how looks are compared.
        """
        self._pictures = pictures
        self._photos = photos
        self._fusion = fusion
        self._similarity = similarity
        self._prepared: list[PreparedImage] = []
        self._points: list[Keypoints] = []

    def under(self, embedder: Embedder, meter: Meter) -> list[tuple[int, float]]:
        """What ``found`` says of each photo under this model; the meter advances by one a picture and a photo.

        Raises:
            NotFinite: if the model fails on one of them.
        """
        rows = []
        for start in range(0, len(self._pictures), _BATCH):
            batch = range(start, min(start + _BATCH, len(self._pictures)))
            rows.append(describe_images([self._image(number, embedder) for number in batch], embedder))
            meter.advance(len(batch))
        matcher = Matcher(
            ArrayRows(np.concatenate(rows)),
            range(len(self._pictures)),
            self._similarity,
            self._fusion,
            earlier=embedder.look_size.earlier,
        )
        answers = []
        for number, (product, pixels) in enumerate(self._photos):
            photo = self._with_points(number, describe_photo(pixels, embedder, matcher.parts, None))
            answers.append(found(matcher, photo, [product], PhotoDomain.of(photo)))
            meter.advance(1)
        return answers

    def _image(self, number: int, embedder: Embedder) -> PreparedImage:
        if number == len(self._prepared):
            self._prepared.append(prepare_image(self._pictures[number], embedder))
        return self._prepared[number]

    def _with_points(self, number: int, photo: PhotoFeatures) -> PhotoFeatures:
        if number == len(self._points):
            self._points.append(photo.points)
        return photo.with_points(self._points[number])
