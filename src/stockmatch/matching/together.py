"""Several photos of one item: what each of them says, weighed as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from stockmatch.matching.ranking import Ranking


@dataclass(frozen=True)
class Fused:
    """One ranking of several photos.

    Attributes:
        ranking: for each product the mean of its logits, and of the images that fit best the one of the photo that
            speaks most for it. Its evidence is the first photo's alone.
        speaker: for each product which photo speaks most for it, shape (products,).
    """

    ranking: Ranking
    speaker: npt.NDArray[np.intp]


def fuse_rankings(rankings: Sequence[Ranking]) -> Fused:
    """The mean of logits, the geometric mean of beliefs: a product must not be impossible in any photo.

    Args:
        rankings: of photos of one item under one catalogue; at least one.
    """
    logits = np.stack([ranking.logits for ranking in rankings])
    best = np.stack([ranking.best_image for ranking in rankings])
    speaker = logits.argmax(axis=0)
    seen = frozenset().union(*(ranking.seen_before for ranking in rankings))
    fused = replace(
        rankings[0],
        logits=logits.mean(axis=0),
        best_image=np.take_along_axis(best, speaker[None], axis=0)[0],
        seen_before=seen,
    )
    return Fused(fused, speaker)
