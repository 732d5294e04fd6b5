"""How much the confirmed photos of a product agree with each other, and so how strange a further photo of it would be.

Photos of one product share its print and label. A photo that has far less in common with them than each of them has
with the others shows something else, however alike the supplier's pictures of both are. How little is told by leaving
one confirmed photo out at a time, as conformal prediction does (V. Vovk, A. Gammerman, G. Shafer, "Algorithmic learning
in a random world", 2005): of many confirmed photos as few as one in so many agree so little.
"""

from collections import defaultdict
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cached_property
from itertools import combinations, islice

import numpy as np
import numpy.typing as npt

from stockmatch.core.vectors import Values
from stockmatch.matching.details import LEAST_POINTS
from stockmatch.matching.features import Rows, described
from stockmatch.matching.fusion import CHANCE
from stockmatch.matching.geometry import agreeing

_PHOTOS = 5
"""Of a product that are compared, those confirmed last."""

_PRODUCTS = 20
"""Whose photos tell how much photos of one product agree, those confirmed last."""

_LITTLE = 0.25
"""A photo that agrees less than the other three quarters of confirmed photos do agrees little."""

_LEAST_OTHERS = 2
"""Photos of a product beside the one that is left out, for what is usual among them to be known."""

_DIFFERENT = 10
"""Products whose latest photos are compared with each other, those confirmed last."""

_NEARLY_ALL = 90
"""Percent of photos of different products that agree by chance."""

Agreements = MutableMapping[tuple[str, str], int]
"""How many points of two confirmed photos agree, by what their features are kept under; filled as it is asked for."""


class Kin:
    """The confirmed photos of a catalogue's products, compared within each product.

    Args:
        rows: their features.
        keys: what each photo's features are kept under.
        owner: for each photo the index of its product; the latest photos first.
        known: what was compared before; what is compared now is added.
    """

    def __init__(self, rows: Rows, keys: Sequence[str], owner: Sequence[int], known: Agreements) -> None:
        self._rows = rows
        self._keys = keys
        self._known = known
        photos: defaultdict[int, list[int]] = defaultdict(list)
        for row, product in enumerate(owner):
            if len(photos[product]) < _PHOTOS:
                photos[product].append(row)
        self._photos: Mapping[int, Sequence[int]] = photos

    def photos(self, product: int) -> Sequence[int]:
        """Rows of a product's photos that a further one is compared with; none of fewer than two."""
        found = self._photos.get(product, ())
        return found if len(found) > 1 else ()

    def against(self, product: int, points: int) -> float:
        """What speaks against a photo being of a product, as a logit, 0 or less.

        The logarithm of the share of confirmed photos that agree as little with others of their product, over a
        quarter. Counts are taken as they are and measured by what is usual for the product, and the greater share
        counts: clothes without print have little in common, and products differ.

        Args:
            product: that has ``photos``.
            points: the most that agree with any of them.
        """
        usual = self._usual(self.photos(product))
        counts, above = self._left_out
        if not len(above):
            return 0.0
        shares = [_share(counts, points), _share(above, _log(points) - usual)]
        return min(0.0, float(np.log(max(shares) / _LITTLE)))

    @property
    def telling(self) -> float:
        """Share of confirmed photos that agree in enough points with another of their product, above 0, at most 1.

        Where few do, points that agree with a confirmed photo are more likely those of the place that it was taken in.
        """
        counts, _ = self._left_out
        return float(1 + np.count_nonzero(counts >= LEAST_POINTS)) / (1 + len(counts))

    def by_chance(self, first_alike: npt.NDArray[np.intp]) -> float:
        """How many points agree between photos of different products, in nine of ten pairs at most, and 4 or more.

        Print that a camera adds, or a shelf, is not all found by looking at what other photos of the queue have.

        Args:
            first_alike: for each product the first one that has the same pictures: photos of both show one thing.
        """
        latest: dict[int, int] = {}
        for product, photos in self._photos.items():
            latest.setdefault(int(first_alike[product]), photos[0])
        pairs = combinations(islice(latest.values(), _DIFFERENT), 2)
        return float(np.percentile([*CHANCE, *(self._between(*pair) for pair in pairs)], _NEARLY_ALL))

    @cached_property
    def _left_out(self) -> tuple[Values, Values]:
        """Of confirmed photos, each with the photo of its product that agrees most, the number of points that agree,
        and its logarithm less what is usual among the others."""
        counts, above = [], []
        several = [photos for photos in self._photos.values() if len(photos) > 1]
        for photos in several[:_PRODUCTS]:
            for photo in photos:
                others = [other for other in photos if other != photo]
                counts.append(self._most(photo, others))
                if len(others) >= _LEAST_OTHERS:
                    above.append(_log(counts[-1]) - self._usual(others))
        return np.array(counts), np.array(above)

    def _usual(self, photos: Sequence[int]) -> float:
        """Mean logarithm of how many points of each photo agree with the one of the others that agrees most."""
        most = [self._most(photo, [other for other in photos if other != photo]) for photo in photos]
        return float(np.mean([_log(count) for count in most]))

    def _most(self, photo: int, others: Sequence[int]) -> int:
        return max(self._between(photo, other) for other in others)

    def _between(self, one: int, other: int) -> int:
        first, second = sorted((one, other))
        pair = self._keys[first], self._keys[second]
        if pair not in self._known:
            self._known[pair] = agreeing(described(self._rows[first]), described(self._rows[second])).count
        return self._known[pair]


def _log(points: int) -> float:
    """Logarithm of a number of points; of so few that they say nothing, of as few as say something."""
    return float(np.log(max(points, LEAST_POINTS)))


def _share(values: Values, value: float) -> float:
    """Share of the values that are as low, counting this one in."""
    return float(1 + np.count_nonzero(values <= value)) / (1 + len(values))
