"""What pictures of different things share: a patterned table or print that the camera adds, a supplier's mark."""

from collections.abc import Callable, Sequence

import numpy as np

from stockmatch.core.vectors import Values
from stockmatch.imaging.keypoints import Keypoints
from stockmatch.matching.details import LEAST_POINTS
from stockmatch.matching.features import evenly
from stockmatch.matching.geometry import Agreement, Described, agreeing

_OTHERS = 8
"""How many other photos are compared."""

_STRONGEST = 300
"""Of their points, as many as are kept of a confirmed photo."""

_SHARE = 1 / 3
"""Of the others that must have a point for it to be scenery, and no fewer than two: one may show the same product."""

_LEAST_PICTURES = 12
"""Of fewer catalogue images half may well show one print in several colours."""


def beyond_mark(images: Sequence[tuple[bytes, Agreement]]) -> Values:
    """How many points of a photo agree with each catalogue image, but for a mark that all images carry, shape (n,).

    A mark is what half of the different images share with the photo, if it is not by chance. Photos have none, but
    pseudo-photos have, and what is learnt from them must not rest on it.

    Args:
        images: each by what tells it from others, equal ones count once, and its agreement with the photo.
    """
    counts = np.array([agreement.count for _, agreement in images], np.float64)
    different = dict(images).values()
    if len(different) < _LEAST_PICTURES:
        return counts
    had = np.bincount(np.concatenate([agreement.pairs[:, 0] for agreement in different]))
    marked = had >= len(different) / 2
    if np.count_nonzero(marked) < LEAST_POINTS:
        return counts
    on_mark = [np.count_nonzero(marked[agreement.pairs[:, 0]]) for _, agreement in images]
    return np.asarray(np.maximum(0, counts - on_mark))


def agreeing_beyond_scenery(
    photo: Described, confirmed: Sequence[Described], others: Callable[[], Sequence[Keypoints]]
) -> tuple[Values, Values]:
    """How many points of a photo agree with each of several confirmed ones, and but for scenery, shapes (confirmed,).

    Args:
        photo: the photo.
        confirmed: photos of known products.
        others: gives photos of anything, see ``own_points``; not asked where few points agree. Of many some are taken.
    """
    counts = np.array([agreeing(photo, other).count for other in confirmed], np.float64)
    beyond = counts.copy()
    enough = np.flatnonzero(counts >= LEAST_POINTS)
    if len(enough):
        found = others()
        own = own_points(photo, [_strongest(found[place]) for place in evenly(len(found), _OTHERS)])
        for place in enough if own is not photo else ():
            beyond[place] = min(counts[place], agreeing(own, confirmed[int(place)]).count)
    return counts, beyond


def own_points(photo: Described, others: Sequence[Described]) -> Described:
    """The points of a photo but for those that agree with a third of other photos, and with two at least.

    They are left out before anything is compared, since what lies still in every photo would else be the arrangement
    that is found, and not the product.

    Args:
        photo: the photo; given back as it is where it has no scenery.
        others: photos mostly of other things than this one shows.
    """
    had = np.zeros(len(photo.unit), np.intp)
    for other in others:
        had[agreeing(photo, other).pairs[:, 0]] += 1
    own = had < max(2, _SHARE * len(others))
    return photo if own.all() else photo.only(own)


def _strongest(keypoints: Keypoints) -> Described:
    first = slice(_STRONGEST)
    return Described.of(Keypoints(keypoints.points[first], keypoints.descriptors[first], keypoints.size))
