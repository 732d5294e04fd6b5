"""What a backbone is to the rooms above: a port like those of ``ports``, which know no arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from stockmatch.core.model import ModelId
from stockmatch.core.vectors import Vectors

Pixels = npt.NDArray[np.uint8]
"""Upright sRGB, shape (height, width, 3), dtype uint8."""

Prepared = npt.NDArray[np.float32] | npt.NDArray[np.uint8]
"""An image resized (or, for Classic, already described) by ``Embedder.prepare``; opaque to everyone else."""


@dataclass(frozen=True)
class LookSize:
    """Sizes of a ``Look``.

    Attributes:
        dimension: length of a look vector.
        channels: of the feature map.
        grid: height and width of an image's feature map (larger for a detail view).
        earlier: how many of the channels, the first ones, are those of an earlier layer, which sees detail; the others
            are the last layer's, which knows things. All of them where nothing was learnt, as in Classic.
    """

    dimension: int
    channels: int
    grid: int
    earlier: int = 0

    @property
    def knows_things(self) -> bool:
        """Whether its feature map tells a garment from a face or a shelf."""
        return self.earlier < self.channels


@dataclass(frozen=True)
class Look:
    """What a backbone sees in square views.

    Attributes:
        vectors: shape (views, dimension), float32, not normalised.
        maps: shape (views, height, width, channels), float32.
    """

    vectors: Vectors
    maps: npt.NDArray[np.float32]


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

    def prepare(self, pixels: Pixels) -> Prepared:
        """Resize one image for this backbone. Thread-safe, so that decoding threads can do it."""

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        """Embed prepared images, shape (len(prepared), dimension). The caller keeps batches small enough."""

    @property
    def look_size(self) -> LookSize:
        """Sizes of what ``look`` returns."""

    def view(self, pixels: Pixels, *, detail: bool = False) -> Prepared:
        """Fit a whole image, or the part of it that shows the product, on a white square. Thread-safe.

        Args:
            pixels: the image.
            detail: larger, for a photo in which the product fills only a part.
        """

    def look(self, views: Sequence[Prepared]) -> Look:
        """What the backbone sees in views of one kind, all of them detail views or none."""
