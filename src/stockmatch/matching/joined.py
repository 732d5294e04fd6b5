"""Places that are the same in a photo and a catalogue image, one kind of evidence at a time, to be drawn over both."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from stockmatch.core.evidence import Correspondence, Evidence, Point, Region
from stockmatch.core.vectors import Floats
from stockmatch.imaging.regions import Fit
from stockmatch.matching.details import LookAlikes
from stockmatch.matching.features import PhotoFeatures, described
from stockmatch.matching.geometry import Described, agreeing
from stockmatch.matching.parts import Parts
from stockmatch.matching.patches import best_pairs, image_cells

_MOST_LINES = 60


def joined_points(photo: PhotoFeatures, image: np.void) -> list[Correspondence]:
    """Points that agree, the most alike first, at most 60."""
    there, here = Described.of(photo.points), described(image)
    agreement = agreeing(there, here)
    of_photo, of_image = there.keypoints.fractions, here.keypoints.fractions
    return [
        Correspondence(Evidence.KEYPOINTS, _in(photo.part, of_photo[a]), _point(of_image[b]), 1.0)
        for a, b in agreement.pairs[: min(agreement.count, _MOST_LINES)]
    ]


def joined_cells(photo: PhotoFeatures, cells: Floats, image: np.void, parts: Parts) -> list[Correspondence]:
    """The middles of patches that speak most, as ``patches.best_pairs`` has them.

    Args:
        photo: the photo.
        cells: its cells, from ``patches.photo_cells``.
        image: features of the catalogue image.
        parts: the catalogue's.
    """
    rows, columns = photo.weights.shape
    grid = round(len(image["weights"]) ** 0.5)
    width, height = (int(value) for value in image["size"])
    fit_photo, fit_image = Fit.of(*photo.shape), Fit.of(height, width)
    lines = []
    here = cells[: photo.weights.size]
    for a, b, strength in best_pairs(here, photo.weights.ravel(), *image_cells(image, parts)):
        at = fit_photo.to_picture((a % columns + 0.5) / columns, (a // columns + 0.5) / rows)
        to = fit_image.to_picture((b % grid + 0.5) / grid, (b // grid + 0.5) / grid)
        lines.append(Correspondence(Evidence.PATCHES, _in(photo.part, at), to, strength))
    return lines


def telling_places(photo: PhotoFeatures, alike: LookAlikes, product: int) -> list[Correspondence]:
    """What tells a product from its look-alikes, as ``LookAlikes`` has it."""
    return [replace(one, photo=_in(photo.part, one.photo)) for one in alike.places_of(product)]


def _point(fractions: Sequence[float] | npt.NDArray[np.float32]) -> Point:
    return float(min(1.0, max(0.0, fractions[0]))), float(min(1.0, max(0.0, fractions[1])))


def _in(part: Region, fractions: Sequence[float] | npt.NDArray[np.float32]) -> Point:
    x, y = _point(fractions)
    return part.left + x * (part.right - part.left), part.top + y * (part.bottom - part.top)
