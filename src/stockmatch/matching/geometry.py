"""Whether local features of two pictures lie in the same arrangement."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.vectors import Floats
from stockmatch.imaging.keypoints import Keypoints

_RATIO = 0.85
_TOLERANCE = 0.015
_ITERATIONS = 300
_LEAST = 4
_LEAST_AFFINE = 8
_ROUNDS = 2

_AROUND = 0.02
"""How far from where it is expected a point is looked for, of the photo's long side."""

_CHANCE_AROUND = 0.05
"""Of a point found around its place; see ``agreeing``."""

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

    def only(self, kept: npt.NDArray[np.bool_]) -> "Described":
        """Some of the points, shape (n,)."""
        found = self.keypoints
        return Described(Keypoints(found.points[kept], found.descriptors[kept], found.size), self.unit[kept])


@dataclass(frozen=True, eq=False)
class Agreement:
    """Points of two pictures that lie in the same arrangement.

    Attributes:
        pairs: of one point each, the most alike first.
        count: how many there are but for as many as points that have nothing to do with each other would give, at most
            ``len(pairs)``.
    """

    pairs: Pairs
    count: int


def agreeing(photo: Described, image: Described) -> Agreement:
    """Which points of two pictures agree.

    Some are each other's nearest of all and lie as one similarity transform has it. Four of them tell where each of the
    others would lie, and a point that is blurred, or one of many alike, is nearest there if not in the whole photo. It
    is taken if one as alike would be there once in twenty times at most, were the photo's points strewn at random, and
    a twentieth of the image's points does not count: a cloth, all of whose points are alike, gains nothing. (The way of
    reasoning: L. Moisan, B. Stival, "A probabilistic criterion to detect rigid point matches between two images and
    estimate the fundamental matrix", IJCV 57, 2004.) Print is not strewn at random, so that pictures of different
    things with four points in common may be left with a few more.
    """
    similar = photo.unit @ image.unit.T
    first = _in_one_arrangement(_nearest(similar), photo.keypoints, image.keypoints)
    found = first
    for _ in range(_ROUNDS if len(first) >= _LEAST else 0):
        following = _in_place(similar, photo.keypoints, image.keypoints, found)
        if len(following) <= len(found):
            break
        found = following
    beyond_chance = len(found) - round(_CHANCE_AROUND * len(image.unit))
    if beyond_chance <= len(first):
        return Agreement(_most_alike_first(first, similar), len(first))
    return Agreement(_most_alike_first(found, similar), beyond_chance)


def _most_alike_first(pairs: Pairs, similar: Floats) -> Pairs:
    return pairs[np.argsort(-similar[pairs[:, 0], pairs[:, 1]], kind="stable")]


def _in_one_arrangement(pairs: Pairs, photo: Keypoints, image: Keypoints) -> Pairs:
    """Those pairs that one similarity transform maps onto each other; none of fewer than four."""
    if len(pairs) < _LEAST:
        return pairs[:0]
    there, here = photo.positions[pairs[:, 0]], image.positions[pairs[:, 1]]
    transform, inside = _similarity(here, there, _TOLERANCE * max(photo.size))
    if transform is None or not 1 / _LARGEST_SCALE < np.hypot(transform[0, 0], transform[1, 0]) < _LARGEST_SCALE:
        return pairs[:0]
    return pairs[inside]


def _similarity(here: Floats, there: Floats, tolerance: float) -> tuple[Floats | None, npt.NDArray[np.bool_]]:
    """Shift, turn and scale from places to others, shapes (n, 2), None where nothing fits; and which of them it fits.

    RANSAC (Fischler & Bolles, 1981). Random choices are seeded: the same pictures give the same transform.
    """
    cv2.setRNGSeed(0)
    transform, inside = cv2.estimateAffinePartial2D(
        here,
        there,
        method=cv2.RANSAC,
        ransacReprojThreshold=tolerance,
        maxIters=_ITERATIONS,
        confidence=0.99,
    )
    if transform is None:
        return None, np.zeros(len(here), np.bool_)
    return np.asarray(transform), inside.ravel().astype(np.bool_)


def _in_place(similar: Floats, photo: Keypoints, image: Keypoints, known: Pairs) -> Pairs:
    """Points that are each other's nearest of those around where known pairs have them lie, and rarely so by chance.

    Args:
        similar: cosine of every point of the photo with every point of the image, shape (of the photo, of the image).
        photo, image: the points.
        known: four pairs or more; they need not be found again.
    """
    there, here = photo.positions[known[:, 0]], image.positions[known[:, 1]]
    transform = _fitted(here, there, _TOLERANCE * max(photo.size), _AROUND * max(image.size))
    if transform is None:
        return known[:0]
    expected = image.positions @ transform[:, :2].T + transform[:, 2]
    away = np.subtract.outer(photo.positions[:, 0], expected[:, 0]) ** 2
    away += np.subtract.outer(photo.positions[:, 1], expected[:, 1]) ** 2
    around = away < (_AROUND * max(photo.size)) ** 2
    near = np.where(around, similar, np.float32(-1))
    every = np.arange(similar.shape[1])
    nearest = near.argmax(axis=0)
    best = near[nearest, every]
    mutual = np.flatnonzero((best > -1) & (near.argmax(axis=1)[nearest] == every))
    inside = around[:, mutual]
    as_alike = np.count_nonzero((similar[:, mutual] >= best[mutual]) & ~inside, axis=0)
    by_chance = (as_alike + 1) / (len(similar) + 1) * np.count_nonzero(inside, axis=0)
    kept = mutual[by_chance <= _CHANCE_AROUND]
    return np.stack([nearest[kept], kept], axis=1)


def _fitted(here: Floats, there: Floats, tolerance: float, breadth: float) -> Floats | None:
    """The transform that brings places, shape (n, 2), to others; None where none fits.

    Affine by least squares of many that spread by a standard deviation of ``breadth`` in every direction, or what lies
    beside a line of text would be thrown anywhere; else shift, turn and scale by RANSAC within ``tolerance``.
    """
    spread = np.linalg.svd(here - here.mean(axis=0), compute_uv=False)[-1] / np.sqrt(len(here))
    if len(here) >= _LEAST_AFFINE and spread >= breadth:
        homogeneous = np.column_stack([here, np.ones(len(here), np.float32)])
        return np.asarray(np.linalg.lstsq(homogeneous, there)[0].T, dtype=np.float32)
    return _similarity(here, there, tolerance)[0]


def laid_over(photo: Described, image: Described, least: int) -> Projection | None:
    """How the image lies in the photo, by the points that are each other's nearest of all: they lie most exactly.

    In perspective (a homography by RANSAC) from 10 of them on, else shifted, turned and scaled; None from fewer than
    ``least``, or where no transform fits them.

    Args:
        photo, image: the keypoints of both.
        least: 4 or more.
    """
    pairs = _in_one_arrangement(_nearest(photo.unit @ image.unit.T), photo.keypoints, image.keypoints)
    if len(pairs) < least:
        return None
    there = photo.keypoints.positions[pairs[:, 0]]
    here = image.keypoints.positions[pairs[:, 1]]
    tolerance = _TOLERANCE_LAID * max(photo.keypoints.size)
    matrix = None
    if len(pairs) >= _LEAST_IN_PERSPECTIVE:
        cv2.setRNGSeed(0)
        matrix, _ = cv2.findHomography(here, there, cv2.RANSAC, tolerance)
    if matrix is None:
        similarity, _ = _similarity(here, there, tolerance)
        if similarity is None:
            return None
        matrix = np.vstack([similarity, (0, 0, 1)])
    to_fractions = np.diag([1 / photo.keypoints.size[0], 1 / photo.keypoints.size[1], 1])
    return np.asarray(to_fractions @ matrix @ np.diag([*image.keypoints.size, 1]), dtype=np.float64)


def _nearest(similar: Floats) -> Pairs:
    """Mutual nearest neighbours that pass the ratio test (D. Lowe, IJCV 60, 2004).

    Args:
        similar: cosine of every point of the photo with every point of the image, shape (of the photo, of the image).
    """
    if min(similar.shape) < _LEAST:
        return np.zeros((0, 2), np.intp)
    rows = np.arange(len(similar))
    nearest = similar.argmax(axis=1)
    back = similar.argmax(axis=0)
    best = similar[rows, nearest]
    others = similar.copy()
    others[rows, nearest] = -1
    second = others.max(axis=1)
    kept = (back[nearest] == rows) & (1 - best < _RATIO**2 * (1 - second))
    return np.stack([rows[kept], nearest[kept]], axis=1)
