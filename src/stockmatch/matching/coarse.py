"""An image's parts in so few numbers that a photo's can be compared with those of a whole catalogue at once."""

import numpy as np

from stockmatch.core.projection import random_signs
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats

SIDE = 3
"""Height and width of an image's grid of coarse cells, if its feature map is not smaller still."""

NUMBERS = 112
"""Of a coarse cell. With 9 cells an image keeps 1 kB, what is left of the 150 that it may take."""

_LEAST_WEIGHT = 0.01


def areas(side: int, grid: int) -> Floats:
    """How much of each area of a grid every cell of a finer square map fills, shape (grid², side²); rows sum to 1."""
    edges = np.arange(grid + 1) * side / grid
    starts, ends = edges[:-1, None], edges[1:, None]
    overlap = np.maximum(0, np.minimum(ends, np.arange(side) + 1) - np.maximum(starts, np.arange(side)))
    return np.asarray(np.kron(overlap, overlap) * (grid / side) ** 2, dtype=np.float32)


def projected(cells: Floats) -> Floats:
    """Cells in few numbers that nearly keep their angles, shape (n, 112): projected on random signs.

    Args:
        cells: shape (n, channels).
    """
    return np.asarray(cells @ random_signs(cells.shape[1], NUMBERS), dtype=np.float32)


def coarsened(cells: Floats, weights: Floats) -> Floats:
    """Coarse cells of an image, shape (9 at most, 112): its cells averaged by how much of the product they show.

    Args:
        cells: its feature map's, unit, shape (side², channels).
        weights: of the cells, shape (side²,), 0 to 1.
    """
    side = round(len(cells) ** 0.5)
    pooled = areas(side, min(side, SIDE)) @ (cells * (weights + np.float32(_LEAST_WEIGHT))[:, None])
    return projected(unit(pooled))
