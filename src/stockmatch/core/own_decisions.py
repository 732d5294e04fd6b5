"""What the person's own decisions tell: how often matching was right, and from which score on it may be trusted."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from stockmatch.core.calibration import Judged
from stockmatch.core.decisions import DecisionKind, Photo, Queue

BULK_NOTE = "accepted in bulk"
"""Note of a decision made for many photos at once: it proves nothing, as nobody judged its candidates alone."""

NARROWED_NOTE = "candidates narrowed to {0}"
"""Note of a decision among the products that fit a filter."""

CONFIDENCE = 0.95
_NORMAL = 1.959963984540054
"""Two-sided normal quantile of ``CONFIDENCE``."""
_STEPS = 60
_LATEST = 1_000


@dataclass(frozen=True)
class Case:
    """A photo that the person judged among candidates.

    Attributes:
        photo: with its decision.
        rank: of the product confirmed, from 1; None for another outcome.
        score: of the candidate that came first.
        right: whether accepting the first candidate unseen would have been right.
    """

    photo: Photo
    rank: int | None
    score: float
    right: bool

    @property
    def model_id(self) -> str:
        """The model of the candidates."""
        return self.photo.decision.choice.model_id if self.photo.decision is not None else ""

    @property
    def day(self) -> str:
        """When it was decided, ISO 8601, as this machine's clock shows days."""
        if self.photo.decision is None:
            return ""
        return datetime.fromisoformat(self.photo.decision.decided_at).astimezone().date().isoformat()


@dataclass(frozen=True)
class Share:
    """How many of a number of photos, with an interval of 95 %.

    Attributes:
        hits, count: how many of how many; at least one.
    """

    hits: int
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval. Source: E. B. Wilson, JASA 22 (1927)."""
        n, p, z = self.count, self.hits / self.count, _NORMAL
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Standard:
    """How well a number of photos were matched, of those whose product was found.

    Attributes:
        name: of the model, or the day.
        first, among_five: whose product came first, and among the first five.
    """

    name: str
    first: Share
    among_five: Share


@dataclass(frozen=True)
class Proof:
    """That the first candidate may be trusted from a score on.

    Attributes:
        score: from here on.
        wrong, count: how many of the person's own decisions at or above it were not for the first candidate.
        most: upper bound of the share of mistakes, with confidence ``CONFIDENCE``.
    """

    score: float
    wrong: int
    count: int
    most: float

    def expected(self, photos: int) -> float:
        """How many mistakes are to be expected among so many photos."""
        return photos * self.wrong / self.count


def cases(queue: Queue) -> list[Case]:
    """What the person judged: not skipped photos, those without candidates, and those accepted in bulk.

    Several photos of one item are one judgement. A photo that names its product itself says nothing of the scores, and
    candidates that a filter has narrowed nothing of what would have come first.
    """
    return list(_judged(queue.photos))


def latest_cases(queue: Queue) -> list[Case]:
    """``cases`` of the photos that were added last, the latest first, 1,000 at most: enough to tell shares by."""
    return list(islice(_judged(reversed(queue.photos)), _LATEST))


def _judged(photos: Iterable[Photo]) -> Iterator[Case]:
    batches: set[int] = set()
    for photo in photos:
        if photo.decision is None or photo.decision.batch in batches:
            continue
        choice = photo.decision.choice
        if not choice.offered or choice.kind is DecisionKind.SKIPPED or choice.note == BULK_NOTE:
            continue
        if choice.offered[0].code or choice.offered[0].narrowed:
            continue
        if photo.decision.batch is not None:
            batches.add(photo.decision.batch)
        first = choice.offered[0]
        chosen = choice.candidate
        confirmed = choice.kind is DecisionKind.CONFIRMED and chosen is not None
        rank = chosen.rank if confirmed and chosen is not None else None
        right = confirmed and chosen is not None and chosen.product_key == first.product_key
        yield Case(photo, rank, first.score, right)


def confirmed_ranks(judged: Sequence[Case], model_id: str) -> list[int]:
    """Ranks of the products confirmed among candidates of a model, for ``calibration.enough_candidates``.

    Variants are left out, as the photo's own product had no rank; so are photos said to be *not in catalogue*: whether
    the product was missing or only not found cannot be told. What is concluded from these ranks holds for photos whose
    product is found.
    """
    return [case.rank for case in judged if case.rank is not None and case.model_id == model_id]


def judged_presence(judged: Sequence[Case], model_id: str) -> Judged:
    """p-values of the photos that the person judged by a model, as far as they tell what p-values mean.

    A variant's own product may be in the catalogue or not.
    """
    choices = [case.photo.decision.choice for case in judged if case.photo.decision and case.model_id == model_id]
    found, missing = (
        tuple(choice.p_value for choice in choices if choice.kind is kind and choice.p_value is not None)
        for kind in (DecisionKind.CONFIRMED, DecisionKind.NOT_IN_CATALOGUE)
    )
    return Judged(found, missing)


def standards(judged: Sequence[Case], *, by_day: bool) -> list[Standard]:
    """How well each model did, or every day's photos were matched, in the order of time.

    Only confirmed photos count: whether a product said to be *not in the catalogue* was missing, or only not found,
    cannot be known, and a variant has no product of its own.
    """
    groups: dict[str, list[int]] = {}
    for case in sorted(judged, key=lambda one: one.day):
        if case.rank is not None:
            groups.setdefault(case.day if by_day else case.model_id, []).append(case.rank)
    return [
        Standard(name, Share(ranks.count(1), len(ranks)), Share(sum(rank <= 5 for rank in ranks), len(ranks)))
        for name, ranks in groups.items()
    ]


def least_judged(most: float) -> int:
    """How many decisions without any mistake prove that at most a share ``most`` is wrong: 59 for 5 %."""
    return math.ceil(math.log(1 - CONFIDENCE) / math.log(1 - most))


def proven(judged: Sequence[Case], model_id: str, most: float) -> Proof | None:
    """The lowest score from which on the first candidate was right so often that at most ``most`` are mistakes.

    Sets of decisions are tested from the best scores down and the first that fails ends it, so that testing many
    scores costs no confidence. Source: A. Angelopoulos and others, "Learn then Test" (2021), fixed-sequence testing;
    the bound is C. Clopper's and E. Pearson's (1934).

    Args:
        judged: the person's own decisions.
        model_id: only candidates of this model are compared.
        most: the share of mistakes that is accepted, 0 to 1, exclusive.

    Returns:
        The proof; None if there are too few decisions or too many of them were against the first candidate.
    """
    ranked = sorted((case for case in judged if case.model_id == model_id), key=lambda case: -case.score)
    best: Proof | None = None
    wrong = 0
    for count, case in enumerate(ranked, 1):
        wrong += not case.right
        tied = count < len(ranked) and ranked[count].score == case.score
        if count < least_judged(most) or tied:
            continue
        bound = upper_bound(wrong, count)
        if bound > most:
            break
        best = Proof(case.score, wrong, count, bound)
    return best


def upper_bound(wrong: int, count: int, confidence: float = CONFIDENCE) -> float:
    """Clopper and Pearson's one-sided upper bound of a share, of which ``wrong`` of ``count`` were seen."""
    if wrong >= count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(wrong, count, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, count: int, share: float) -> float:
    """Probability of at most ``wrong`` of ``count`` where each is so with probability ``share``."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    ways = math.lgamma(count + 1)
    terms = (
        math.exp(
            ways
            - math.lgamma(seen + 1)
            - math.lgamma(count - seen + 1)
            + seen * math.log(share)
            + (count - seen) * math.log1p(-share)
        )
        for seen in range(wrong + 1)
    )
    return min(1.0, math.fsum(terms))
