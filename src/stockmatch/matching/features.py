"""What is kept of every catalogue image, and what is known of a photo.

A catalogue image takes one row of fixed size, with ResNet-50, the largest, 150 kB.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import LookSize, Pixels
from stockmatch.core.evidence import Region
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats, Vectors
from stockmatch.imaging.keypoints import DESCRIPTOR, Keypoints, detect
from stockmatch.matching.coarse import NUMBERS, SIDE, areas, coarsened
from stockmatch.matching.geometry import Described

FEATURES_VERSION = 3
"""Raised whenever what is kept changes, so that old features are never compared with new ones."""

VIEWS = 2
"""Of a catalogue image: whole, and its product cut out and mirrored. Of a photo: whole, and its region."""

IMAGE_POINTS, IMAGE_SIDE = 300, 640
PHOTO_POINTS, PHOTO_SIDE = 800, 800
COLOURS = 294
_LARGEST_GRID = 7
_LARGEST_HALF = 65_000


class Rows(Protocol):
    """Features of a catalogue's images, read when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> np.void: ...

    def column(self, name: str, first: int | None = None, /) -> npt.NDArray[Any]:
        """One field of all rows, or what comes first in it: the first so many along its first axis."""


class ArrayRows:
    """Features in memory.

    Args:
        rows: shape (images,), of ``row_type``.
    """

    def __init__(self, rows: npt.NDArray[np.void]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int, /) -> np.void:
        row: np.void = self._rows[place]
        return row

    def column(self, name: str, first: int | None = None, /) -> npt.NDArray[Any]:
        """See ``Rows.column``."""
        return self._rows[name] if first is None else self._rows[name][:, :first]


def row_type(size: LookSize) -> np.dtype[np.void]:
    """The layout of one image's features."""
    grid = min(size.grid, _LARGEST_GRID)
    return np.dtype(
        [
            ("looks", "<f2", (VIEWS, size.dimension)),
            ("cells", "i1", (grid * grid, size.channels)),
            ("weights", "u1", (grid * grid,)),
            ("coarse", "i1", (min(grid, SIDE) ** 2, NUMBERS)),
            ("points", "<u2", (IMAGE_POINTS, 2)),
            ("descriptors", "u1", (IMAGE_POINTS, DESCRIPTOR)),
            ("count", "<u2"),
            ("size", "<u2", (2,)),
            ("colours", "<f2", (COLOURS,)),
            ("region", "<f4", (4,)),
        ]
    )


@dataclass(frozen=True)
class PhotoFeatures:
    """One photo.

    Attributes:
        vectors: look vectors of the views, shape (2, dimension).
        cells: the detail view's feature map, shape (height, width, channels), only directions count.
        coarser: cells of all of the photo at the scale of a catalogue image, shape (n, channels), likewise.
        weights: how much each cell of ``cells`` belongs to the product, shape (height, width), 0 to 1.
        grey: ``part`` in which keypoints are looked for; None once they are known.
        picture: ``part`` in which details are looked for, RGB; None where nothing is to be looked at closely.
        found: its keypoints; None until they are asked for.
        colours: square roots of the region's colour histogram, unit length, shape (294,).
        part: what was looked at: the pixels of the person's region and as many around it as it takes to see anything,
            else the whole photo.
        region: the part that shows the product: the person's region, else the proposal.
        proposed: whether ``region`` is the proposal.
        shape: height and width of ``part`` in px, for proportions.
    """

    vectors: Vectors
    cells: npt.NDArray[np.int8]
    coarser: npt.NDArray[np.int8]
    weights: Floats
    grey: npt.NDArray[np.uint8] | None
    picture: Pixels | None
    found: Keypoints | None
    colours: Floats
    part: Region
    region: Region
    proposed: bool
    shape: tuple[int, int]

    @property
    def points(self) -> Keypoints:
        """The keypoints of ``part``."""
        if self.found is not None:
            return self.found
        assert self.grey is not None
        return detect(self.grey, PHOTO_POINTS, PHOTO_SIDE)

    def with_points(self, known: Keypoints | None = None) -> "PhotoFeatures":
        """The same with its keypoints found; ``known`` if another model's features of it have them already."""
        return replace(self, found=self.points if known is None else known, grey=None)

    def for_shortlist(self) -> "PhotoFeatures":
        """The same without its picture: enough for the shortlist."""
        nothing = Keypoints(np.zeros((0, 2), np.uint16), np.zeros((0, DESCRIPTOR), np.uint8), self.shape[::-1])
        return replace(self, grey=None, picture=None, found=nothing)


def fill(
    row: Any,
    *,
    looks: Vectors,
    cells: Floats,
    weights: Floats,
    points: Keypoints,
    colours: Floats,
    region: Region,
) -> None:
    """Write one image's features into a row.

    Args:
        row: one element of an array of ``row_type``.
        looks: look vectors of the views, shape (2, dimension).
        cells: the feature map, shape (height, width, channels).
        weights: of the cells, same height and width, 0 to 1.
        points: at most ``IMAGE_POINTS``.
        colours: shape (294,).
        region: the part that shows the product.
    """
    row["looks"] = np.clip(looks, -_LARGEST_HALF, _LARGEST_HALF)
    grid = min(len(cells), _LARGEST_GRID)
    flat = cells.reshape(-1, cells.shape[-1])
    if len(cells) > grid:
        flat = areas(len(cells), grid) @ flat
    row["cells"] = to_int8(flat)
    row["weights"] = np.round(255 * cv2.resize(weights, (grid, grid), interpolation=cv2.INTER_AREA).ravel())
    row["coarse"] = to_int8(coarsened(unit(flat), row["weights"].astype(np.float32) / 255))
    count = len(points.points)
    row["points"][:count] = points.points
    row["descriptors"][:count] = points.descriptors
    row["count"] = count
    row["size"] = points.size
    row["colours"] = colours
    row["region"] = (region.left, region.top, region.right, region.bottom)


def evenly(count: int, most: int) -> npt.NDArray[np.intp]:
    """At most so many places from 0 to ``count`` - 1, from end to end: suppliers sort their pictures."""
    return np.unique(np.linspace(0, count - 1, min(most, count)).round().astype(np.intp))


def to_int8(rows: Floats) -> npt.NDArray[np.int8]:
    """Rows scaled so that the largest value of each is 127: only their direction counts."""
    largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12)
    return np.asarray(np.round(rows * (127 / largest)), dtype=np.int8)


def described(row: np.void) -> Described:
    """An image's keypoints, ready for comparing."""
    count = int(row["count"])
    width, height = (int(value) for value in row["size"])
    return Described.of(Keypoints(row["points"][:count], row["descriptors"][:count], (width, height)))


def region_in(row: np.void) -> Region:
    """The part of the image that shows the product."""
    left, top, right, bottom = (float(value) for value in row["region"])
    return Region(max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))
