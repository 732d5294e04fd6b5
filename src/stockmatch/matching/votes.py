"""Which products share points with a photo, told of a whole catalogue at once: enough to look at them closely.

Every point of the photo votes for the ten products that have the nearest points, by how much nearer they are than the
next one's: a texture that many products have votes for none (S. McCann, D. Lowe, "Local naive Bayes nearest neighbor
for image classification", CVPR 2012). Points are compared by signatures, the signs of their projections on random
directions (M. Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002).
"""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats, Values
from stockmatch.imaging.keypoints import DESCRIPTOR
from stockmatch.matching.features import Rows, evenly
from stockmatch.matching.geometry import Described

_BITS = 64
_OF_PHOTO, _OF_IMAGE = 200, 75
"""Strongest points that are compared."""

_MOST = 400_000
"""Signatures of a catalogue: of more than 5,333 images fewer are kept of each, but no fewer than 8."""

_LEAST_OF_IMAGE = 8
_NEAREST = 10
_SAMPLE = 400
_BLOCK = 1_024

Signatures = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class PointVotes:
    """The strongest points of a catalogue.

    Attributes:
        signatures: shape (points,), uint64; those of one product stand together.
        shown: products with any points, ascending, shape (n,).
        starts: where their points begin, shape (n,).
        products: how many there are in all.
        mean: of descriptors, on the random directions, shape (64,).
    """

    signatures: Signatures
    shown: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    products: int
    mean: Floats

    @staticmethod
    def of(rows: Rows, owner: npt.NDArray[np.intp], counted: npt.NDArray[np.bool_] | None = None) -> "PointVotes":
        """From a catalogue's features.

        Args:
            rows: of its images.
            owner: for each image the index of its product, not decreasing, shape (images,).
            counted: which images those are that there is any vote for, shape (images,); None for all. Products with the
                same pictures would else take each other's votes: none is nearer than the other.
        """
        counting = np.arange(len(rows)) if counted is None else np.flatnonzero(counted)
        first = max(_LEAST_OF_IMAGE, min(_OF_IMAGE, _MOST // len(counting)))
        descriptors = rows.column("descriptors", first)
        there = np.arange(first) < rows.column("count")[:, None]
        if counted is not None:
            there &= counted[:, None]
        sample = counting[evenly(len(counting), _SAMPLE)]
        known = _projected(descriptors[sample][there[sample]])
        mean = known.mean(axis=0) if len(known) else np.zeros(_BITS, np.float32)
        blocks = [slice(start, start + _BLOCK) for start in range(0, len(rows), _BLOCK)]
        signatures = [_signs(_projected(descriptors[block][there[block]]) - mean) for block in blocks]
        shown, starts = np.unique(np.repeat(owner, there.sum(axis=1)), return_index=True)
        return PointVotes(np.concatenate(signatures), shown, starts, int(owner[-1]) + 1, mean)

    def votes(self, photo: Described) -> Values:
        """How much the photo's points speak for each product, shape (products,), none negative."""
        found = np.zeros(self.products)
        if len(self.shown) <= _NEAREST:
            return found
        for signature in _signs(_projected(photo.unit[:_OF_PHOTO]) - self.mean):
            apart = np.minimum.reduceat(np.bitwise_count(self.signatures ^ signature), self.starts).astype(np.float64)
            found[self.shown] += np.maximum(0, np.partition(apart, _NEAREST)[_NEAREST] - apart)
        return found


def _projected(descriptors: npt.NDArray[np.generic]) -> Floats:
    """On the random directions, shape (n, 64)."""
    return np.asarray(unit(descriptors.astype(np.float32)) @ _directions(), dtype=np.float32)


@functools.cache
def _directions() -> Floats:
    """At right angles, shape (128, 64)."""
    random = np.random.default_rng(0).standard_normal((DESCRIPTOR, _BITS))
    return np.asarray(np.linalg.qr(random)[0], dtype=np.float32)


def _signs(values: Floats) -> Signatures:
    """Shape (n,)."""
    return np.packbits(values > 0, axis=1).view(np.uint64)[:, 0]
