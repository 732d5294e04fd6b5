"""The set a study is made on: catalogue images, photos, and which products are right."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import Problem
from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import StudyFailed, UnreadableImage
from stockmatch.core.message import Message
from stockmatch.imaging.decode import decode

MOST_IN_LOSS = 64
"""Products that take part in the loss; of a larger catalogue a random choice (a step holds their activations)."""


@dataclass(frozen=True)
class Material:
    """A labelled set whose files could all be read once.

    Attributes:
        images: catalogue images, absolute paths; those of a product one after the other.
        owner: for each image the index of its product, not decreasing.
        products: SKUs.
        photos: absolute paths.
        names: of the photos, as in the file of right answers.
        truth: for each photo the indexes of its right products, at least one.
        content: hex digest of everything above and of the files' bytes.
        skipped: files and lines that could not be used.
    """

    images: tuple[Path, ...]
    owner: tuple[int, ...]
    products: tuple[str, ...]
    photos: tuple[Path, ...]
    names: tuple[str, ...]
    truth: tuple[frozenset[int], ...]
    content: str
    skipped: tuple[Problem, ...] = ()

    @property
    def groups(self) -> npt.NDArray[np.intp]:
        """The product each photo counts for where photos of one product are kept together, shape (photos,)."""
        return np.array([min(answers) for answers in self.truth], dtype=np.intp)

    def first_images(self) -> list[int]:
        """The first image of every product."""
        return [int(index) for index in np.searchsorted(np.asarray(self.owner), np.arange(len(self.products)))]

    def in_loss(self, seed: int) -> list[int]:
        """Images that take part in the loss: the first of each product, at most ``MOST_IN_LOSS``."""
        first = self.first_images()
        if len(first) <= MOST_IN_LOSS:
            return first
        chosen = np.random.default_rng(seed).choice(len(first), MOST_IN_LOSS, replace=False)
        return [first[index] for index in sorted(chosen)]


def pixels(path: Path, min_side: int | None = None) -> Pixels:
    """Decode a file that could be read when the study began. Raises StudyFailed if it cannot be any more."""
    try:
        return decode(path, min_side)
    except UnreadableImage as error:
        raise StudyFailed(
            Message("{path} could be read when the study began, but not now: {reason}", path=path, reason=error)
        ) from error


def all_pixels(paths: Sequence[Path], min_side: int | None = None) -> list[Pixels]:
    """``pixels`` of several files."""
    return [pixels(path, min_side) for path in paths]
