"""What the rooms above expect of the rooms below, so that either side can be replaced or faked."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from stockmatch.core.model import ModelId

Pixels = npt.NDArray[np.uint8]
"""Upright sRGB, shape (height, width, 3), dtype uint8."""

Vectors = npt.NDArray[np.float32]
"""One row per image, shape (n, dimension), dtype float32, not normalised."""

Prepared = npt.NDArray[np.float32] | npt.NDArray[np.uint8]
"""An image resized (or, for Classic, already described) by ``Embedder.prepare``; opaque to everyone else."""


class Embedder(Protocol):
    """A backbone with its weights, ready to turn pixels into vectors."""

    @property
    def model_id(self) -> ModelId:
        """Identity of everything that shapes a vector: architecture, head, weights, adapter, preprocessing."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def device_name(self) -> str:
        """Where it runs, for the person: "CPU", "NVIDIA H100"."""

    @property
    def min_side(self) -> int:
        """Short side in px below which decoding at reduced size would lose what the backbone uses."""

    @property
    def centred(self) -> bool:
        """Whether each domain's (photos', catalogue's) mean is taken off before vectors are compared."""

    def prepare(self, pixels: Pixels) -> Prepared:
        """Resize one image for this backbone. Thread-safe, so that decoding threads can do it."""

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        """Embed prepared images, shape (len(prepared), dimension). The caller keeps batches small enough."""
