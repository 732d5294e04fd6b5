"""How sure matching can be: what is probably not in the catalogue, and how many candidates are enough."""

import math
from bisect import bisect_left
from collections.abc import Sequence
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


def presence(p: float | None, belief: float) -> Presence:
    """What to say of a match: nothing where it beats most photos without their product, or is believed by half.

    The p-value is honest for photos like the pseudo-photos it comes from; worn garments show less than those do. One
    product that is believed more than all others together is therefore not called absent: a warning that comes with
    true matches would soon be overlooked.

    Args:
        p: from ``p_value``; None says nothing.
        belief: the best product's share of belief, 0 to 1.
    """
    if p is None or p < PERHAPS_FROM or belief > _BELIEVED:
        return Presence.PRESENT
    return Presence.PERHAPS_ABSENT if p <= PROBABLY_FROM else Presence.PROBABLY_ABSENT


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
