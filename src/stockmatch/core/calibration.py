"""How sure matching can be: what is probably not in the catalogue, and how many candidates are enough."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

CONFIDENCE = 0.95
"""Of the statement that the right product is among the first so many candidates."""

PERHAPS_FROM = 0.2
PROBABLY_FROM = 0.5
_BELIEVED = 0.5


class Presence(StrEnum):
    """Whether a photo's product is in the catalogue, as far as the match itself tells."""

    PRESENT = "present"
    PERHAPS_ABSENT = "perhaps absent"
    PROBABLY_ABSENT = "probably absent"


@dataclass(frozen=True)
class Judged:
    """p-values of photos that the person judged, from ``p_value``, in any order.

    Attributes:
        found: of those whose product is in the catalogue.
        missing: of those whose product is not.
    """

    found: tuple[float, ...] = ()
    missing: tuple[float, ...] = ()

    def share_missing(self, p: float) -> float | None:
        """How many of the photos that match like this one are of products that are not in the catalogue, 0 to 1.

        It never falls with p: the isotonic regression of what was judged missing (local false discovery rate, as in
        B. Efron, "Large-Scale Inference" (2010), chapter 5; by M. Ayer et al., "An empirical distribution function for
        sampling with incomplete information", 1955). Photos of missing products count as the null has them, evenly,
        until there are as many decisions as are needed at least; one missing more than there were, and one found that
        matched worst of all, keep few decisions from saying much.

        Args:
            p: of the photo, 0 to 1.

        Returns:
            None before there are enough photos whose product was found, see ``least_decisions``.
        """
        enough = least_decisions()
        if len(self.found) < enough:
            return None
        each = (1 + len(self.missing)) / (enough + len(self.missing))
        null = ((number + 0.5) / enough for number in range(enough))
        known = [(one, 0.0, 1.0) for one in (*self.found, 1.0)]
        known += [(one, each, each) for one in (*self.missing, *null)]
        steps: list[tuple[float, float, float]] = []
        for one in sorted(known):
            step = one
            while steps and (steps[-1][0] == step[0] or steps[-1][1] * step[2] >= step[1] * steps[-1][2]):
                start, missing, weight = steps.pop()
                step = (start, missing + step[1], weight + step[2])
            steps.append(step)
        place = max(0, bisect_right([start for start, _, _ in steps], p) - 1)
        return steps[place][1] / steps[place][2]


def presence(p: float | None, belief: float, judged: Judged = Judged()) -> Presence:
    """What to say of a match: nothing where it is likely to be there, or is believed by half.

    At first by the p-value, which is honest for photos like the pseudo-photos it comes from; worn garments show less
    than those do. One product that is believed more than all others together is therefore not called absent: a warning
    that comes with true matches would soon be overlooked. What the person judged then tells how much a p-value means on
    this catalogue.

    Args:
        p: from ``p_value``; None says nothing.
        belief: the best product's share of belief, 0 to 1.
        judged: what the person decided of photos matched by the same model.
    """
    if p is None or belief > _BELIEVED:
        return Presence.PRESENT
    share = judged.share_missing(p)
    likely = p if share is None else share
    if likely < PERHAPS_FROM:
        return Presence.PRESENT
    return Presence.PERHAPS_ABSENT if likely <= PROBABLY_FROM else Presence.PROBABLY_ABSENT


def least_decisions(confidence: float = CONFIDENCE) -> int:
    """How many ranks ``enough_candidates`` needs at least: 19 for 95 %."""
    return math.ceil(confidence / (1 - confidence) - 1e-9)


def p_value(score: float, null: Sequence[float]) -> float:
    """How often a photo without its product in the catalogue scores at least this well, above 0 and at most 1.

    Conformal: uniform for a photo exchangeable with those of the null. Source: V. Vovk, A. Gammerman, G. Shafer,
    "Algorithmic Learning in a Random World" (2005), chapter 2.

    Args:
        score: higher is a better match.
        null: scores of photos whose product was taken out of the catalogue, in ascending order.
    """
    at_least = len(null) - bisect_left(null, score)
    return (1 + at_least) / (len(null) + 1)


def enough_candidates(ranks: Sequence[int | None], confidence: float = CONFIDENCE) -> int | None:
    """How many candidates hold the right product with this confidence, for the next photo of the same kind.

    Split conformal: the ceil((n + 1) * confidence)-th smallest rank. Source: as ``p_value``.

    Args:
        ranks: of the products the person confirmed, from 1; None for a photo whose product was not among those shown.
        confidence: between 0 and 1, exclusive.

    Returns:
        A number of candidates; None if there are too few decisions (19 are needed for 95 %), or too many of them are
        None for any number to be enough.
    """
    wanted = math.ceil((len(ranks) + 1) * confidence - 1e-9)
    if wanted > len(ranks):
        return None
    found = sorted(rank for rank in ranks if rank is not None)
    return found[wanted - 1] if wanted <= len(found) else None
