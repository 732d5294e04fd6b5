"""What Classic measures in every part of an image: colour, texture and edges of each cell of its feature map.

A cell is described by the log-Gaussian of what is measured in it and by its edges, and whitened.
"""

import cv2
import numpy as np

from stockmatch.core.embedder import Pixels
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.models.classic_features import (
    MEASUREMENTS,
    ORIENTATIONS,
    edge_strengths,
    foreground,
    log_gaussian,
    measurements,
)
from stockmatch.models.whitening import shipped

CELL = 24
"""Side of a cell in px."""

GRID = 7
"""Cells of an image's map along each side; a detail view has twice as many."""

_TRIANGLE = np.array([1, 3, 3, 1], np.float32) / 8
_EDGE_SHARE = 0.3
_LEAST_EDGE = 0.5
_LEAST_STRENGTH = 0.01
_WINDOW = 4

CHANNELS = (MEASUREMENTS + 1) * (MEASUREMENTS + 2) // 2 + _WINDOW * _WINDOW * ORIENTATIONS


def feature_map(pixels: Pixels) -> Floats:
    """Whitened cells, each as long as the share of the foreground that it holds, shape as of ``described``."""
    lab = _lab(pixels)
    cells = shipped("classic_cells").applied(_cells(lab))
    rows, columns = cells.shape[:2]
    held = cv2.resize(foreground(lab), (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(cells * (held / held.max() + np.float32(_LEAST_STRENGTH))[..., None], dtype=np.float32)


def described(pixels: Pixels) -> Floats:
    """Unit cells before whitening, shape (height / 24, width / 24, 233), float32.

    Args:
        pixels: sides multiples of 24.
    """
    return _cells(_lab(pixels))


def _cells(lab: Floats) -> Floats:
    return _unit(np.concatenate([_unit(_gaussians(lab)), _EDGE_SHARE * _unit(_edges(lab))], axis=-1))


def _lab(pixels: Pixels) -> Floats:
    return np.asarray(cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), dtype=np.float32)


def _gaussians(lab: Floats) -> Floats:
    """Log-Gaussians of the measurements in windows of two cells, shape (rows, columns, 105)."""
    layers = np.concatenate([measurements(lab), np.ones((1, *lab.shape[:2]), np.float32)])
    halves = _blocks(layers)
    moments = halves @ np.swapaxes(halves, -1, -2) / halves.shape[-1]
    return log_gaussian(_windows(moments))


def _edges(lab: Floats) -> Floats:
    """Edge strength by orientation in 4 x 4 half cells, a window of two cells, shape (rows, columns, 128).

    Square roots, so that the dot product is the Hellinger kernel; an edge of half a unit of L a px is none.
    """
    halves = np.pad(_blocks(edge_strengths(lab)).mean(axis=-1), ((1, 1), (1, 1), (0, 0)))
    places = range(_WINDOW)
    rows, columns = halves.shape[0] - 2, halves.shape[1] - 2
    window = np.stack([halves[y : y + rows : 2, x : x + columns : 2] for y in places for x in places], axis=-1)
    flat = window.reshape(*window.shape[:2], -1)
    length = np.linalg.norm(flat, axis=-1, keepdims=True)
    return np.asarray(np.sqrt(flat / (length + _LEAST_EDGE)), dtype=np.float32)


def _blocks(layers: Floats) -> Floats:
    """Half cells, shape (2 rows, 2 columns, layers, pixels), of layers of shape (layers, height, width)."""
    side = CELL // 2
    count, rows, columns = layers.shape[0], layers.shape[1] // side, layers.shape[2] // side
    parted = layers.reshape(count, rows, side, columns, side).transpose(1, 3, 0, 2, 4)
    return np.ascontiguousarray(parted).reshape(rows, columns, count, side * side)


def _windows(halves: Floats) -> Floats:
    """Means over triangular windows of two cells at every cell, shape (rows, columns, ...)."""
    padded = np.pad(halves, ((1, 1), (1, 1), (0, 0), (0, 0)), mode="edge")
    rows, columns = halves.shape[:2]
    across = sum(share * padded[:, place : place + columns : 2] for place, share in enumerate(_TRIANGLE))
    return np.asarray(sum(share * across[place : place + rows : 2] for place, share in enumerate(_TRIANGLE)))


def _unit(found: Floats) -> Floats:
    return unit(found.reshape(-1, found.shape[-1])).reshape(found.shape)
