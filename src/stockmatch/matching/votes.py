"""Which products share points with a photo, told of a whole catalogue at once: enough to look at them closely.

Every point of the photo votes for the products among its nearest points of the whole catalogue, by how much nearer they
are than the first that is not: a texture that many products have votes for none (S. McCann, D. Lowe, "Local naive Bayes
nearest neighbor for image classification", CVPR 2012). Points are compared by signatures, the signs of their
projections on random directions (M. Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stockmatch.core.scoring import unit
from stockmatch.imaging.keypoints import DESCRIPTOR
from stockmatch.matching.features import Floats, Rows
from stockmatch.matching.fusion import Values
from stockmatch.matching.geometry import Described

_BITS = 64
_OF_PHOTO, _OF_IMAGE = 200, 75
"""Strongest points that are compared."""

_MOST = 400_000
"""Signatures of a catalogue; of a very large one fewer an image, so that votes never take longer than half a second."""

_LEAST_OF_IMAGE = 8
_NEAREST = 30
_SAMPLE = 400
_BLOCK = 1_024

Signatures = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class PointVotes:
    """The strongest points of a catalogue.

    Attributes:
        signatures: shape (points,), uint64.
        owner: for each the index of its product, shape (points,).
        products: how many there are.
        mean: of descriptors, on the random directions, shape (64,).
    """

    signatures: Signatures
    owner: npt.NDArray[np.intp]
    products: int
    mean: Floats

    @staticmethod
    def of(rows: Rows, owner: npt.NDArray[np.intp]) -> "PointVotes":
        """From a catalogue's features.

        Args:
            rows: of its images.
            owner: for each image the index of its product, not decreasing, shape (images,).
        """
        first = max(_LEAST_OF_IMAGE, min(_OF_IMAGE, _MOST // len(rows)))
        descriptors = rows.column("descriptors", first)
        there = np.arange(first) < rows.column("count")[:, None]
        sample = np.unique(np.linspace(0, len(rows) - 1, min(_SAMPLE, len(rows))).round().astype(int))
        known = _projected(descriptors[sample][there[sample]])
        mean = known.mean(axis=0) if len(known) else np.zeros(_BITS, np.float32)
        blocks = [slice(start, start + _BLOCK) for start in range(0, len(rows), _BLOCK)]
        signatures = [_signs(_projected(descriptors[block][there[block]]) - mean) for block in blocks]
        return PointVotes(np.concatenate(signatures), np.repeat(owner, there.sum(axis=1)), int(owner[-1]) + 1, mean)

    def votes(self, photo: Described) -> Values:
        """How much the photo's points speak for each product, shape (products,), none negative."""
        found = np.zeros(self.products)
        for signature in _signs(_projected(photo.unit[:_OF_PHOTO]) - self.mean):
            apart = np.bitwise_count(self.signatures ^ signature)
            nearer = np.bincount(apart, minlength=_BITS + 1).cumsum()
            limit = int(np.searchsorted(nearer, _NEAREST, side="right"))
            near = np.flatnonzero(apart < limit)
            best = np.zeros(self.products)
            np.maximum.at(best, self.owner[near], limit - apart[near].astype(np.float64))
            found += best
        return found


def _projected(descriptors: npt.NDArray[np.generic]) -> Floats:
    """On 64 random directions at right angles, shape (n, 64)."""
    random = np.random.default_rng(0).standard_normal((DESCRIPTOR, _BITS)).astype(np.float32)
    return np.asarray(unit(descriptors.astype(np.float32)) @ np.linalg.qr(random)[0], dtype=np.float32)


def _signs(values: Floats) -> Signatures:
    """Shape (n,)."""
    return np.packbits(values > 0, axis=1).view(np.uint64)[:, 0]
