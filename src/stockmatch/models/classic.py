"""Classic: the backbone that needs no weights and no torch.

The vector is five measures of colour, texture and shape, each scaled to unit length and weighted by how much it told
on three photo sets (garments worn, packs in the hand, single objects), see ``classic_features``, and then whitened. The
feature map is that of ``classic_cells``.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Look, LookSize, Pixels, Prepared
from stockmatch.core.model import ModelId
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats, Vectors
from stockmatch.models import classic_features as measure
from stockmatch.models.classic_cells import CELL, CHANNELS, GRID, feature_map
from stockmatch.models.preprocessing import resized
from stockmatch.models.whitening import shipped

_MEASURES = (
    (measure.gaussian_statistics, 1.0),
    (measure.binary_patterns, 1.0),
    (measure.edge_layout, 0.7),
    (measure.texture_energy, 0.5),
    (measure.colour_histogram, 0.5),
)

DIMENSION = 750


def described(pixels: Pixels) -> Floats:
    """One image before whitening, shape (750,), float32, unit."""
    lab = measure.to_lab(pixels)
    weight = measure.foreground(lab)
    parts = [importance * unit(describe(lab, weight)[None])[0] for describe, importance in _MEASURES]
    return unit(np.concatenate(parts)[None]).ravel()


class ClassicEmbedder:
    """Implements ``Embedder``. ``prepare`` and ``view`` do all the work, so decoding threads share it; the rest stacks.

    Args:
        model_id: identity of these features and this adapter.
        adapter: matrix that vectors are multiplied by from the right, shape (750, 750) float32; None for identity.
    """

    def __init__(self, model_id: ModelId, adapter: npt.NDArray[np.float32] | None = None) -> None:
        self._model_id = model_id
        self._adapter = adapter

    @property
    def model_id(self) -> ModelId:
        return self._model_id

    @property
    def dimension(self) -> int:
        return DIMENSION

    @property
    def device_name(self) -> str:
        return "CPU"

    @property
    def min_side(self) -> int:
        return measure.WORKING_SIDE

    @property
    def adapter(self) -> npt.NDArray[np.float32] | None:
        """The adapter in use; None for identity."""
        return self._adapter

    def prepare(self, pixels: Pixels) -> Prepared:
        """Describe one image, shape (750,), dtype float32, unit, before the adapter."""
        return shipped("classic_looks").applied(described(pixels))

    @property
    def look_size(self) -> LookSize:
        return LookSize(DIMENSION, CHANNELS, GRID, CHANNELS)

    def view(self, pixels: Pixels, *, detail: bool = False) -> Prepared:
        """The description and, behind it, the feature map of the image on a white square."""
        square = resized(pixels, CELL * GRID * (2 if detail else 1), square=True)
        return np.concatenate([self.prepare(pixels), feature_map(square).ravel()])

    def look(self, views: Sequence[Prepared]) -> Look:
        maps = [view[DIMENSION:].reshape(-1, CHANNELS) for view in views]
        sides = {round(len(cells) ** 0.5) for cells in maps} or {GRID}
        (side,) = sides
        return Look(self.embed([view[:DIMENSION] for view in views]), np.reshape(maps, (-1, side, side, CHANNELS)))

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        """Stack descriptions and apply the adapter, shape (len(prepared), 750)."""
        if not prepared:
            return np.zeros((0, DIMENSION), np.float32)
        vectors = np.stack(prepared).astype(np.float32, copy=False)
        return vectors if self._adapter is None else vectors @ self._adapter
