"""Photos that were confirmed for a product: further images of it, beside the supplier's.

Any two photos resemble each other more than a photo resembles a supplier's picture: the same light, camera and shelf,
the same brand. Taken at face value that draws the photos of all products to those that were confirmed before. So a
confirmed photo is measured against the confirmed photos of other products, and counts half. While there are few of
them, what other photos of the queue have in common with it is what it is measured against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stockmatch.core.vectors import Values
from stockmatch.matching.details import LEAST_POINTS
from stockmatch.matching.features import PhotoFeatures, Rows, evenly
from stockmatch.matching.fusion import SPREAD_OF_ROOT, chance, trust
from stockmatch.matching.kin import Agreements, Kin

COUNTS = 0.5
"""Share of what a confirmed photo adds, and of the points that agree with it, that is believed."""

COMPARED = 8
"""How much a product's confirmed photos are measured against at least, as far as there is so much: the photos of other
confirmed products first, and then photos of anything."""

_MOST = 6
"""Standard deviations that points of confirmed photos add at most."""


@dataclass(frozen=True, eq=False)
class LearntPhotos:
    """Confirmed photos with their features; always at least one.

    Attributes:
        rows: their features, laid out as a catalogue image's.
        keys: what each photo's features are kept under.
        sha256: content hash of each photo.
        owner: for each photo the index of its product.
        looks: their look vectors, shape (photos, views, dimension).
        known: which of them were compared with each other, see ``Kin``.
    """

    rows: Rows
    keys: tuple[str, ...]
    sha256: tuple[str, ...]
    owner: tuple[int, ...]
    looks: npt.NDArray[np.float16]
    known: Agreements

    @cached_property
    def kin(self) -> Kin:
        """What those of one product have in common."""
        return Kin(self.rows, self.keys, self.owner, self.known)

    @staticmethod
    def of(
        rows: Rows, keys: Sequence[str], sha256: Sequence[str], owner: Sequence[int], known: Agreements
    ) -> "LearntPhotos":
        """With look vectors as the rows hold them. All arguments but the last are equally long, the latest photo of a
        product comes first."""
        return LearntPhotos(rows, tuple(keys), tuple(sha256), tuple(owner), rows.column("looks"), known)

    def same(self, other: "LearntPhotos | None") -> bool:
        """Whether the same photos count for the same products."""
        return other is not None and (self.keys, self.owner) == (other.keys, other.owner)

    def strangers(self, others: Mapping[str, PhotoFeatures]) -> list[PhotoFeatures]:
        """Photos, mostly of other things, against which confirmed ones of few products are measured; at most 8.

        Args:
            others: photos by content hash; those that are confirmed themselves are none.
        """
        if len(set(self.owner)) > COMPARED:
            return []
        found = [photo for sha256, photo in others.items() if sha256 not in self.sha256]
        return [found[place] for place in evenly(len(found), COMPARED)]

    def but(self, sha256: str) -> npt.NDArray[np.bool_]:
        """Which photos are others than that with the content hash, shape (photos,)."""
        return np.array([one != sha256 for one in self.sha256])


def raised(images: Values, owner: npt.NDArray[np.intp], photos: Values) -> Values:
    """Scores of products where confirmed photos raise them, none lowered; shape as ``images``.

    A product's best confirmed photo is measured against the best ones of the other products, in their standard
    deviation or that of ``images`` if it is greater, and brought to the mean and standard deviation of ``images``. With
    fewer than eight others, as many strangers as are wanting count with them. Without any of both nothing is raised.

    Args:
        images: scores of products by their catalogue images, shape (products,).
        owner: for each confirmed photo the product's place in ``images``, shape (n,).
        photos: scores of confirmed photos by the same measure, shape (1 + strangers, n): with the photo, and with
            photos that mostly show something else.
    """
    products, best = best_of(owner, photos[0])
    spread = images.std()
    wanting = max(0, COMPARED + 1 - len(products))
    others = [best_of(owner, scores)[1] for scores in photos[1 : 1 + wanting]]
    count = len(products) - 1 + len(others)
    if count < 1 or spread <= 0:
        return images
    compared = np.array([best, *others])
    mean = (compared.sum(axis=0) - best + best.sum() - best) / count
    square = ((compared**2).sum(axis=0) - best**2 + (best**2).sum() - best**2) / count - mean**2
    above = (best - mean) / np.maximum(np.sqrt(np.maximum(0, square)), spread)
    gain = np.where(above > 0, images.mean() + spread * above - images[products], 0)
    result = images.copy()
    result[products] += COUNTS * trust(count + 1) * np.maximum(0, gain)
    return result


def more_points(
    images: Values, owner: npt.NDArray[np.intp], photos: Values, telling: float, by_chance: float
) -> Values:
    """Numbers of agreeing points, raised where more of them agree with confirmed photos, so far as that counts.

    Fewer than 8 say nothing. They are taken in proportion to what agrees by chance: with catalogue images, and with
    confirmed photos. Their roots are raised by six standard deviations at most: two photos of one place agree in any
    number of points.

    Args:
        images: with each product's catalogue image, shape (products,).
        owner: for each confirmed photo the product's place in ``images``, shape (n,).
        photos: with confirmed photos, shape (n,).
        telling: share of what they add that is believed, 0 to 1.
        by_chance: how many agree between confirmed photos of different products.
    """
    products, best = best_of(owner, photos)
    usual = max(chance(images), chance(np.zeros(0)))
    counted = COUNTS * (1 + best) * (1 + usual) / (1 + max(chance(best), by_chance)) - 1
    before = np.sqrt(np.maximum(images[products], usual))
    gain = telling * np.clip(np.sqrt(np.maximum(0, counted)) - before, 0, _MOST * SPREAD_OF_ROOT)
    result = images.copy()
    result[products] = np.where((counted >= LEAST_POINTS) & (gain > 0), (before + gain) ** 2, images[products])
    return result


def best_of(owner: npt.NDArray[np.intp], photos: Values) -> tuple[npt.NDArray[np.intp], Values]:
    """The products that have confirmed photos, ascending, and the score of the best photo of each."""
    products, place = np.unique(owner, return_inverse=True)
    best = np.full(len(products), -np.inf)
    np.maximum.at(best, place, photos)
    return products, best
