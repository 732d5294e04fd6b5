"""What photos of different things share: a patterned table, a ruler, print that the camera adds."""

from collections.abc import Callable, Sequence

import numpy as np

from stockmatch.core.vectors import Values
from stockmatch.imaging.keypoints import Keypoints
from stockmatch.matching.features import evenly
from stockmatch.matching.geometry import Described, agreeing

_OTHERS = 8
"""How many other photos are compared."""

_STRONGEST = 300
"""Of their points, as many as are kept of a confirmed photo."""

_SHARE = 1 / 3
"""Of the others that must have a point for it to be scenery, and no fewer than two: one may show the same product."""


def agreeing_beyond_scenery(
    photo: Described, confirmed: Sequence[Described], others: Callable[[], Sequence[Keypoints]], least: int
) -> Values:
    """How many points of a photo agree with each of several confirmed ones, not counting scenery, shape (confirmed,).

    Args:
        photo: the photo.
        confirmed: photos of known products.
        others: gives photos of anything, see ``own_points``; not asked where few points agree. Of many some are taken.
        least: fewer are few.
    """
    counts = np.array([agreeing(photo, other).count for other in confirmed], np.float64)
    enough = np.flatnonzero(counts >= least)
    if len(enough):
        found = others()
        own = own_points(photo, [_strongest(found[place]) for place in evenly(len(found), _OTHERS)])
        for place in enough if own is not photo else ():
            counts[place] = min(counts[place], agreeing(own, confirmed[int(place)]).count)
    return counts


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
