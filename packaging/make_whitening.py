"""Measures what pictures have in common, for Classic: python packaging/make_whitening.py.

Writes ``resources/classic_looks.npy`` and ``classic_cells.npy`` from the drawn sample; again whenever Classic measures
something else or the sample changes. Run with the package installed, as in ``.venv``.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from stockmatch import paths
from stockmatch.imaging.decode import decode
from stockmatch.models import classic, classic_cells
from stockmatch.models.classic_cells import CELL, CHANNELS, GRID
from stockmatch.models.preprocessing import resized
from stockmatch.models.whitening import Whitening

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


def measured() -> dict[str, npt.NDArray[np.float16]]:
    """What the sample's pictures tell, by the name of the file without its ending."""
    side = CELL * GRID
    pictures = [decode(file, 2 * side) for file in sorted(paths.sample().rglob("*.jpg"))]
    looks = np.stack([classic.described(picture) for picture in pictures])
    cells = [classic_cells.described(resized(picture, side, square=True)) for picture in pictures]
    found = {
        "classic_looks": Whitening.of(looks, shrinkage=5, most=64),
        "classic_cells": Whitening.of(np.concatenate(cells).reshape(-1, CHANNELS), shrinkage=0.1, most=CHANNELS),
    }
    return {name: whitening.to_array().astype(np.float16) for name, whitening in found.items()}


if __name__ == "__main__":
    for name, array in measured().items():
        np.save(RESOURCES / f"{name}.npy", array)
