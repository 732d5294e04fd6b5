"""Measures what cells of pictures have in common, for Classic: python packaging/make_classic_cells.py.

Writes ``resources/classic_cells.npy`` from the drawn sample set; again whenever ``classic_cells.described`` or the
sample changes. Run with the package installed, as in ``.venv``.
"""

from pathlib import Path

import numpy as np

from stockmatch import paths
from stockmatch.core.vectors import Floats
from stockmatch.imaging.decode import decode
from stockmatch.models.classic_cells import CELL, CHANNELS, GRID, Whitening, described
from stockmatch.models.preprocessing import resized

TARGET = Path(__file__).resolve().parents[1] / "resources" / "classic_cells.npy"


def measured() -> Floats:
    """The whitening of all of the sample's pictures, shape (234, 233), float16."""
    files = sorted(file for file in paths.sample().rglob("*") if file.suffix == ".jpg")
    squares = [resized(decode(file, CELL * GRID), CELL * GRID, square=True) for file in files]
    cells = np.concatenate([described(square).reshape(-1, CHANNELS) for square in squares])
    return np.asarray(Whitening.of(cells).to_array(), dtype=np.float16)


if __name__ == "__main__":
    np.save(TARGET, measured())
