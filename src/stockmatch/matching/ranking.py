"""What was found for one photo: an order of all products, and what it rests on."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stockmatch.core.evidence import Evidence, EvidenceShare
from stockmatch.core.vectors import Floats, Values
from stockmatch.matching.fusion import KINDS, RawEvidence, softmax


@dataclass(frozen=True)
class Ranking:
    """What was found for one photo.

    Attributes:
        logits: of all products, shape (products,).
        best_image: for each product the row of the image that fits best.
        evidence: what it rests on.
        columns: the shortlist's evidence, weighted, shape (n, kinds); empty before anything was looked at closely.
        points: how many points agree with the image that fits best, shape (n,); empty likewise.
        learnt: look of every confirmed photo, shape (confirmed photos,); minus infinity for one that must not count.
        seen_before: products of which a confirmed photo fits better than any catalogue image.
        cell_mean: of the photos known then, see ``PhotoDomain.cell_mean``; empty where it does not matter.
    """

    logits: Values
    best_image: npt.NDArray[np.intp]
    evidence: RawEvidence
    columns: Values = field(default_factory=lambda: np.zeros((0, len(KINDS))))
    points: Values = field(default_factory=lambda: np.zeros(0))
    learnt: Values = field(default_factory=lambda: np.zeros(0))
    seen_before: frozenset[int] = frozenset()
    cell_mean: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def beliefs(self) -> npt.NDArray[np.float32]:
        """Shares of belief, shape (products,), sum 1."""
        return softmax(self.logits).astype(np.float32)

    @property
    def signs(self) -> tuple[float, float]:
        """How far the best product stands out from the others, and the logarithm of how many points agree at most.

        The second is absolute: a photo of something else altogether has a best product too.
        """
        return float(self.logits.max()), float(np.log1p(self.evidence.points.max()))

    def doubted(self, product: int) -> bool:
        """Whether confirmed photos of a product speak against it."""
        against = self.evidence.against
        return against is not None and bool((against[self.evidence.shortlist == product] < 0).any())

    def shares(self, product: int) -> tuple[EvidenceShare, ...]:
        """What each kind of evidence says for a product; empty for one that was not looked at closely.

        Where a confirmed photo fits better they are that photo's, and the catalogue image's points are not told.
        """
        (place,) = np.nonzero(self.evidence.shortlist == product)
        if not len(place) or not len(self.columns):
            return ()
        speaks = np.maximum(0, self.columns[place[0]])
        total = speaks.sum()
        points = 0 if product in self.seen_before else int(self.points[place[0]])
        return tuple(
            EvidenceShare(kind, float(value / total) if total > 0 else 0.0, points * (kind is Evidence.KEYPOINTS))
            for kind, value in zip(KINDS, speaks, strict=True)
        )
