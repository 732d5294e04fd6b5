"""Whether local features of two pictures lie in the same arrangement."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.imaging.keypoints import Keypoints

_RATIO = 0.85
_TOLERANCE = 0.015
_ITERATIONS = 300
_LEAST = 4
_LARGEST_SCALE = 10.0
_LEAST_IN_PERSPECTIVE = 10
_TOLERANCE_LAID = 0.012

Pairs = npt.NDArray[np.intp]
"""Shape (n, 2): row of the photo's point, row of the catalogue image's point."""

Projection = npt.NDArray[np.float64]
"""Shape (3, 3): from places in one picture to places in another, both homogeneous, as fractions of their sizes."""


@dataclass(frozen=True)
class Described:
    """A picture's keypoints made ready for comparing.

    Attributes:
        keypoints: as found.
        unit: their descriptors scaled to L2 norm 1, shape (n, 128), float32.
    """

    keypoints: Keypoints
    unit: npt.NDArray[np.float32]

    @staticmethod
    def of(keypoints: Keypoints) -> "Described":
        rows = keypoints.descriptors.astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
        return Described(keypoints, rows / np.maximum(lengths, 1e-9))


def agreeing(photo: Described, image: Described) -> Pairs:
    """Pairs of points that are each other's nearest and that one similarity transform maps onto each other.

    Lowe's ratio test (IJCV 2004), then RANSAC (Fischler & Bolles, 1981) for shift, turn and scale. Random choices are
    seeded: the same pictures give the same pairs.
    """
    pairs = _nearest(photo.unit, image.unit)
    if len(pairs) < _LEAST:
        return pairs[:0]
    there = photo.keypoints.positions[pairs[:, 0]]
    here = image.keypoints.positions[pairs[:, 1]]
    cv2.setRNGSeed(0)
    transform, inside = cv2.estimateAffinePartial2D(
        here,
        there,
        method=cv2.RANSAC,
        ransacReprojThreshold=_TOLERANCE * max(photo.keypoints.size),
        maxIters=_ITERATIONS,
        confidence=0.99,
    )
    if transform is None or not 1 / _LARGEST_SCALE < np.hypot(transform[0, 0], transform[1, 0]) < _LARGEST_SCALE:
        return pairs[:0]
    return np.asarray(pairs[inside.ravel().astype(bool)])


def laid_over(photo: Described, image: Described, least: int) -> Projection | None:
    """How the image lies in the photo; None where fewer points than ``least`` agree, or no transform fits them.

    In perspective (a homography by RANSAC) from 10 points on, else shifted, turned and scaled.

    Args:
        photo, image: the keypoints of both.
        least: 4 or more.
    """
    pairs = agreeing(photo, image)
    if len(pairs) < least:
        return None
    there = photo.keypoints.positions[pairs[:, 0]]
    here = image.keypoints.positions[pairs[:, 1]]
    tolerance = _TOLERANCE_LAID * max(photo.keypoints.size)
    matrix = None
    cv2.setRNGSeed(0)
    if len(pairs) >= _LEAST_IN_PERSPECTIVE:
        matrix, _ = cv2.findHomography(here, there, cv2.RANSAC, tolerance)
    if matrix is None:
        affine, _ = cv2.estimateAffinePartial2D(here, there, method=cv2.RANSAC, ransacReprojThreshold=tolerance)
        if affine is None:
            return None
        matrix = np.vstack([affine, (0, 0, 1)])
    to_fractions = np.diag([1 / photo.keypoints.size[0], 1 / photo.keypoints.size[1], 1])
    return np.asarray(to_fractions @ matrix @ np.diag([*image.keypoints.size, 1]), dtype=np.float64)


def _nearest(photo: npt.NDArray[np.float32], image: npt.NDArray[np.float32]) -> Pairs:
    """Mutual nearest neighbours that pass the ratio test."""
    if len(photo) < _LEAST or len(image) < _LEAST:
        return np.zeros((0, 2), np.intp)
    similar = photo @ image.T
    rows = np.arange(len(photo))
    nearest = similar.argmax(axis=1)
    back = similar.argmax(axis=0)
    best = similar[rows, nearest]
    similar[rows, nearest] = -1
    second = similar.max(axis=1)
    kept = (back[nearest] == rows) & (1 - best < _RATIO**2 * (1 - second))
    return np.stack([rows[kept], nearest[kept]], axis=1)
