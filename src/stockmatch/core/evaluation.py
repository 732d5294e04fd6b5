"""How well photos were matched, given the right answers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stockmatch.core.catalogue import Problem

_Z95 = 1.959963984540054


def wilson_interval(errors: int, n: int) -> tuple[float, float]:
    """95 % interval of a share, as fractions 0 to 1.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).

    Raises:
        ValueError: if n is not positive or errors is outside 0 to n.
    """
    if n <= 0 or not 0 <= errors <= n:
        raise ValueError(f"no interval for {errors} of {n}")
    share = errors / n
    z2 = _Z95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def top_k_error(ranks: Sequence[int], k: int) -> float:
    """Share of photos whose product is not among the first k. Raises ValueError for no ranks."""
    if not ranks:
        raise ValueError("no photos to judge")
    return sum(rank > k for rank in ranks) / len(ranks)


def mean_reciprocal_rank(ranks: Sequence[int]) -> float:
    """Mean of 1 / rank, 0 to 1. Raises ValueError for no ranks."""
    if not ranks:
        raise ValueError("no photos to judge")
    return sum(1 / rank for rank in ranks) / len(ranks)


def sign_test(won: int, lost: int) -> float:
    """One-sided exact p-value that wins outnumber losses by chance alone; 1 if there are neither.

    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions", Psychometrika 12
    (1947), in its exact binomial form.
    """
    pairs = won + lost
    return sum(math.comb(pairs, wins) for wins in range(won, pairs + 1)) / (1 << pairs)


def gain(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    """Photos that the second ranking puts first and the first does not, and the other way round."""
    won = sum(b > 1 and a == 1 for b, a in zip(before, after, strict=True))
    lost = sum(b == 1 and a > 1 for b, a in zip(before, after, strict=True))
    return won, lost


@dataclass(frozen=True)
class Evaluation:
    """The result of ``evaluate`` over one set.

    Attributes:
        model_id, backbone: what was judged.
        pipeline: what ranked.
        ranks: for each photo the rank of its best-placed right product, from 1.
        alone: the same by each kind of evidence alone, by its key.
        products: size of the catalogue.
        skipped: photos and lines that could not be judged.
        index_seconds, match_seconds: wall time.
        shortlist_recall: share of the catalogue's pseudo-photos whose product is looked at closely, 0 to 1; None where
            that is not known.
    """

    model_id: str
    backbone: str
    pipeline: str
    ranks: Mapping[str, int]
    alone: Mapping[str, Mapping[str, int]]
    products: int
    skipped: tuple[Problem, ...]
    index_seconds: float
    match_seconds: float
    shortlist_recall: float | None = None

    def error(self, k: int) -> float:
        """Top-k error, 0 to 1."""
        return top_k_error(list(self.ranks.values()), k)

    def interval(self, k: int) -> tuple[float, float]:
        """95 % Wilson interval of the top-k error."""
        return wilson_interval(sum(rank > k for rank in self.ranks.values()), len(self.ranks))
