"""Photos that were confirmed for a product: further images of it, beside the supplier's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stockmatch.matching.features import Rows


@dataclass(frozen=True, eq=False)
class LearntPhotos:
    """Confirmed photos with their features; always at least one.

    Attributes:
        rows: their features, laid out as a catalogue image's.
        keys: what each photo's features are kept under.
        sha256: content hash of each photo.
        owner: for each photo the index of its product.
        looks: their look vectors, shape (photos, views, dimension).
    """

    rows: Rows
    keys: tuple[str, ...]
    sha256: tuple[str, ...]
    owner: tuple[int, ...]
    looks: npt.NDArray[np.float16]

    @staticmethod
    def of(rows: Rows, keys: Sequence[str], sha256: Sequence[str], owner: Sequence[int]) -> "LearntPhotos":
        """With look vectors as the rows hold them. All arguments are equally long."""
        return LearntPhotos(rows, tuple(keys), tuple(sha256), tuple(owner), rows.column("looks"))

    def same(self, other: "LearntPhotos | None") -> bool:
        """Whether the same photos count for the same products."""
        return other is not None and (self.keys, self.owner) == (other.keys, other.owner)

    def but(self, sha256: str) -> npt.NDArray[np.bool_]:
        """Which photos are others than that with the content hash, shape (photos,)."""
        return np.array([one != sha256 for one in self.sha256])
