"""Dense patch matching: every part of the photo's product with the most similar part of a catalogue image, and back."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.matching.coarse import NUMBERS, areas, projected
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.parts import MEAN_SHARE, Parts

PHOTO_SHARE = 1 / 6
"""The photo's side of a score counts as so many of an image's cells."""

_OF_PRODUCT = 0.3
_SHUT_OUT = np.float32(2.0)
_MOST_LINES = 25
_BLOCK = 1_024


def image_cells(row: np.void, parts: Parts) -> tuple[Floats, Floats]:
    """A catalogue image's cells, centred, shape (cells, channels), and their weights, shape (cells,), 0 to 1."""
    return parts.centred(unit(row["cells"].astype(np.float32)), parts.mean), row["weights"].astype(np.float32) / 255


def photo_cells(photo: PhotoFeatures, parts: Parts, mean: Floats) -> tuple[Floats, Floats]:
    """A photo's cells and how much each counts.

    The coarser ones come last and count nothing: they are there to be found, and find nothing themselves.

    Args:
        photo: with cells.
        parts: the catalogue's.
        mean: from ``PhotoDomain.cell_mean``, a share of which is taken off.

    Returns:
        Cells, unit, shape (cells, channels), and weights, shape (cells,), 0 to 1.
    """
    cells, weights = _all_cells(photo)
    return parts.centred(cells, mean), weights


def patch_score(photo: Floats, photo_weights: Floats, image: Floats, image_weights: Floats) -> float:
    """How well an image's product is found in a photo, part by part, -1 to 1.

    The mean similarity of each image cell's best photo cell, weighted. As a further sixth of the image's cells counts
    the photo's side, the mean similarity of each photo cell's best image cell: where little of an image belongs to its
    product, its few cells would tell as much by chance as by the product. A photo cell finds only image cells that
    belong to the product (weight above 0.3), where there are any; an image cell finds all of the photo. Means are plain
    where all weights are 0.

    Args:
        photo: shape (n, channels), unit.
        photo_weights: shape (n,), 0 to 1.
        image: shape (m, channels), unit.
        image_weights: shape (m,), 0 to 1.
    """
    similar = photo @ image.T
    forward = (similar - shut_out(image_weights)).max(axis=1) @ _shares(photo_weights.ravel())
    return float(_joined(forward, similar.max(axis=0), image_weights))


def best_pairs(
    photo: Floats, photo_weights: Floats, image: Floats, image_weights: Floats
) -> list[tuple[int, int, float]]:
    """The cells that speak most for an image: photo cell, image cell, strength 0 to 1; strongest first, at most 25."""
    similar = photo @ image.T - shut_out(image_weights)
    nearest = similar.argmax(axis=1)
    mutual = similar.argmax(axis=0)[nearest] == np.arange(len(photo))
    strength = np.where(mutual, similar.max(axis=1) * photo_weights.ravel(), -1)
    chosen = np.argsort(-strength, kind="stable")[:_MOST_LINES]
    return [(int(row), int(nearest[row]), min(1.0, float(strength[row]))) for row in chosen if strength[row] > 0]


def shut_out(weights: Floats) -> npt.NDArray[np.float32]:
    """A penalty for cells that do not belong to the product, unless none of the image does; shape as given.

    Args:
        weights: of an image's cells, shape (..., cells), 0 to 1.
    """
    belongs = weights > _OF_PRODUCT
    return np.asarray(np.where(belongs | ~belongs.any(axis=-1, keepdims=True), np.float32(0), _SHUT_OUT))


@dataclass(frozen=True)
class CoarsePatches:
    """The coarse cells of a catalogue.

    The look of a whole picture loses what fills only a part of it, and of thousands of products the right one would not
    be among those that are looked at closely. Its parts, few and short as they are here, find it.

    Attributes:
        cells: centred, unit, shape (images, cells, 112).
        weights: how much each belongs to the product, shape (images, cells), 0 to 1.
    """

    cells: Floats
    weights: Floats

    @staticmethod
    def of(cells: npt.NDArray[np.int8], weights: npt.NDArray[np.uint8], mean: Floats) -> "CoarsePatches":
        """From what rows hold.

        Args:
            cells: coarse cells of all images, shape (images, cells, 112).
            weights: of the feature maps' cells, shape (images, side²), 0 to 255.
            mean: of the catalogue's unit cells, shape (channels,).
        """
        side, grid = (round(each.shape[1] ** 0.5) for each in (weights, cells))
        shares = np.asarray(weights @ areas(side, grid).T / np.float32(255), dtype=np.float32)
        centred = np.empty(cells.shape, np.float32)
        for start in range(0, len(cells), _BLOCK):
            centred[start : start + _BLOCK] = _centred(cells[start : start + _BLOCK], mean)
        return CoarsePatches(centred, shares)

    def scores(self, photo: PhotoFeatures, mean: Floats) -> Floats:
        """Patch scores of a photo and all images, nearly as ``patch_score`` gives them untuned, shape (images,).

        Args:
            photo: with cells.
            mean: of the photos' cells, from ``PhotoDomain.cell_mean``.
        """
        cells, weights = _all_cells(photo)
        here, counts = _centred(projected(cells), mean), _shares(weights)
        found = np.empty(len(self.cells), np.float32)
        for start in range(0, len(self.cells), _BLOCK):
            cells, belongs = self.cells[start : start + _BLOCK], self.weights[start : start + _BLOCK]
            similar = (here @ cells.reshape(-1, NUMBERS).T).reshape(len(here), *cells.shape[:2])
            forward = counts @ (similar - shut_out(belongs)).max(axis=2)
            found[start : start + _BLOCK] = _joined(forward, similar.max(axis=0), belongs)
        return found


def _all_cells(photo: PhotoFeatures) -> tuple[Floats, Floats]:
    """As ``photo_cells``, nothing taken off."""
    cells = np.concatenate([photo.cells.reshape(-1, photo.cells.shape[-1]), photo.coarser])
    return unit(cells.astype(np.float32)), np.pad(photo.weights.ravel(), (0, len(photo.coarser)))


def _centred(cells: npt.NDArray[np.generic], mean: Floats) -> Floats:
    """Projected cells, only directions counting, less a share of the projected mean, unit; shape as given."""
    flat = unit(cells.reshape(-1, NUMBERS).astype(np.float32))
    return np.asarray(unit(flat - np.float32(MEAN_SHARE) * projected(mean[None])).reshape(cells.shape))


def _joined(forward: Floats, back: Floats, image_weights: Floats) -> Floats:
    """Patch scores, shape (...).

    Args:
        forward: the photo's side, shape (...).
        back: each image cell's similarity with its best photo cell, shape (..., cells).
        image_weights: of the image's cells, shape (..., cells).
    """
    counting = np.where(image_weights.any(axis=-1, keepdims=True), image_weights, np.float32(1))
    found = (back * counting).mean(axis=-1) + PHOTO_SHARE * forward
    return np.asarray(found / (counting.mean(axis=-1) + PHOTO_SHARE))


def _shares(weights: Floats) -> Floats:
    """Weights that sum to 1 along the last axis; equal ones where all are 0."""
    total = weights.sum(axis=-1, keepdims=True)
    equal = np.full_like(weights, 1 / weights.shape[-1])
    return np.asarray(np.divide(weights, total, out=equal, where=total > 0))
