"""Dense patch matching: every part of the photo's product with the most similar part of a catalogue image, and back."""

import numpy as np
import numpy.typing as npt

from stockmatch.core.scoring import unit
from stockmatch.matching.features import Floats, PhotoFeatures
from stockmatch.matching.parts import Parts

_OF_PRODUCT = 0.3
_SHUT_OUT = np.float32(2.0)
_MOST_LINES = 25


def image_cells(row: np.void, parts: Parts) -> tuple[Floats, Floats]:
    """A catalogue image's cells, centred, shape (cells, channels), and their weights, shape (cells,), 0 to 1."""
    return parts.centred(unit(row["cells"].astype(np.float32)), parts.mean), row["weights"].astype(np.float32) / 255


def photo_cells(photo: PhotoFeatures, parts: Parts, mean: Floats) -> Floats:
    """A photo's cells less a share of ``mean``, from ``PhotoDomain.cell_mean``, shape (cells, channels)."""
    assert photo.cells is not None
    return parts.centred(unit(photo.cells.reshape(-1, photo.cells.shape[-1]).astype(np.float32)), mean)


def patch_score(photo: Floats, photo_weights: Floats, image: Floats, image_weights: Floats) -> float:
    """Mean similarity of each photo cell's best image cell plus that of each image cell's best photo cell, -2 to 2.

    A photo cell finds only image cells that belong to the product (weight above 0.3), where there are any; an image
    cell finds all of the photo. The means are weighted; plain where all weights are 0.

    Args:
        photo: shape (n, channels), unit.
        photo_weights: shape (n,), 0 to 1.
        image: shape (m, channels), unit.
        image_weights: shape (m,), 0 to 1.
    """
    similar = photo @ image.T
    forward = (similar - shut_out(image_weights)).max(axis=1)
    back = similar.max(axis=0)
    return float(_mean(forward, photo_weights) + _mean(back, image_weights))


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
    """A penalty for cells that do not belong to the product, unless none does."""
    belongs = weights > _OF_PRODUCT
    return np.where(belongs, np.float32(0), _SHUT_OUT) if belongs.any() else np.zeros_like(weights)


def _mean(values: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(values @ weights.ravel()) / total if total > 0 else float(values.mean())
