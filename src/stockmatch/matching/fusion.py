"""From several kinds of evidence to one belief: a conditional logit with few, cautious weights.

The model is D. McFadden's choice model ("Conditional logit analysis of qualitative choice behavior", 1974): a photo
shows product c with a probability proportional to exp(Σ_k w_k x_kc). Every x is measured against the photo's other
candidates, so that a kind of evidence that sees no difference says nothing, and trusted as far as there are enough
candidates to measure against.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stockmatch.core.evidence import ColourMode, Evidence
from stockmatch.core.vectors import Values
from stockmatch.matching.details import LookAlikes

KINDS = tuple(Evidence)
"""The order of the columns of every matrix of evidence."""

PRIOR = np.array([0.5, 1.8, 1.0, 0.75, 1.0])
"""Weights before anything is known of a catalogue: every kind counts by its standard deviation. Look and patches are
what one network sees, and patches, which keep where it sees it, tell more. Colour, which suppliers vary, counts less.
"""

_UNLEARNT = np.array([0.7, 0.7, 1.0, 0.75, 1.0])
"""The same for Classic, whose patches are measured as its look is and know no things: both count alike."""

_ANY_COLOUR = 1.0
"""Standard deviations up to which a colour that agrees says nothing: so far the other candidates' do by chance."""

_DOUBT = 3
"""How many pairs of candidates' worth of doubt there is about a spread. It is a mean over the pairs of candidates; the
only pair of two would always be one spread apart, however alike they are."""

CHANCE = (4.0, 4.0, 4.0)
"""Points that agree between pictures of different things; counted among few candidates as if there were three more."""

SPREAD_OF_ROOT = 0.5
"""Standard deviation of the root of a Poisson count."""

_IN_COMMON = 0.5
"""Share of the points' difference between look-alikes that says nothing."""

_PENALTIES = (0.3, 1.0, 3.0, 10.0)
_MOST = 6.0
_STEPS = 60
_HALVINGS = 30
_FLAT = 1e-8


@dataclass(frozen=True)
class RawEvidence:
    """What was measured for one photo.

    Attributes:
        look: score of every product, shape (products,).
        shortlist: indices of the products that were looked at closely, shape (n,).
        patches: their patch scores, shape (n,).
        points: how many of their keypoints agree, shape (n,).
        colours: agreement of their colours, shape (n,).
        alike: those of them that are look-alikes, and what tells them apart.
        against: what confirmed photos say against them, logits, shape (n,), none above 0; None for nothing.
    """

    look: Values
    shortlist: npt.NDArray[np.intp]
    patches: Values
    points: Values
    colours: Values
    alike: LookAlikes = field(default_factory=LookAlikes.none)
    against: Values | None = None

    def without(self, *products: int) -> "RawEvidence":
        """As if these products were not in the catalogue."""
        kept = ~np.isin(self.shortlist, products)
        shortlist = self.shortlist[kept]
        return RawEvidence(
            np.delete(self.look, products),
            shortlist - np.searchsorted(np.unique(products), shortlist),
            self.patches[kept],
            self.points[kept],
            self.colours[kept],
            self.alike.without(products),
            None if self.against is None else self.against[kept],
        )

    def columns(self) -> Values:
        """Evidence of the shortlist, shape (n, kinds).

        The look is measured against all products, patches and colours against the shortlist, points against what agrees
        by chance: the root of a count spreads by a half whatever its mean (M. Bartlett, "The square root transformation
        in analysis of variance", 1936), so that many of them are proof against any look. Points and colours speak for a
        product and never against it, so none is below 0: it may be shown from another side, and in another colour than
        the photo's. Then its colours agree as any product's, and only what agrees more than they do speaks for it.
        Details speak for one look-alike and against the others, in standard errors; what points agree with
        is mostly common to them all, and with which picture more of them agree is as much a matter of its sharpness.
        """
        columns = np.zeros((len(self.shortlist), len(KINDS)))
        columns[:, KINDS.index(Evidence.LOOK)] = standardised(self.look)[self.shortlist]
        columns[:, KINDS.index(Evidence.PATCHES)] = standardised(self.patches)
        if len(self.points):
            roots = np.sqrt(self.points)
            if alike := self.alike.rows(self.shortlist):
                roots[alike] += _IN_COMMON * (roots[alike].max() - roots[alike])
            above = roots - np.sqrt(chance(self.points))
            columns[:, KINDS.index(Evidence.KEYPOINTS)] = np.maximum(0, above / SPREAD_OF_ROOT)
        by_chance = _ANY_COLOUR * trust(len(self.colours))
        columns[:, KINDS.index(Evidence.COLOUR)] = np.maximum(0, standardised(self.colours) - by_chance)
        columns[:, KINDS.index(Evidence.DETAILS)] = self.alike.of(self.shortlist)
        return columns


def standardised(values: Values) -> Values:
    """Less the mean, over the standard deviation, times the trust in it: 1/4 of two values, 0.98 of seventeen.

    All 0 where nothing differs by more than single precision tells.
    """
    spread = values.std() if len(values) else 0.0
    least = 1e-6 * np.abs(values).max(initial=1.0)
    if spread <= least:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / spread * trust(len(values)))


def trust(count: int) -> float:
    """How far what so many values say of their own spread is believed: 0 of one, 1/4 of two, 0.98 of seventeen."""
    pairs = count * (count - 1) / 2
    return pairs / (pairs + _DOUBT)


def chance(points: Values) -> float:
    """How many points agree by chance, where these agree with the candidates."""
    return float(np.median([*points, *CHANCE]))


def softmax(logits: Values) -> Values:
    """Shares that sum to 1."""
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum())


@dataclass(frozen=True)
class Fusion:
    """How much each kind of evidence counts on one catalogue.

    Attributes:
        weights: one per kind, none negative.
    """

    weights: tuple[float, ...] = tuple(PRIOR)

    @staticmethod
    def before(*, knows_things: bool) -> "Fusion":
        """What counts before anything is known of a catalogue, see ``LookSize.knows_things``."""
        return Fusion(tuple(PRIOR if knows_things else _UNLEARNT))

    def for_colour(self, mode: ColourMode) -> Values:
        """The weights, colour left out unless it counts."""
        weights = np.array(self.weights)
        if mode is ColourMode.ANY:
            weights[KINDS.index(Evidence.COLOUR)] = 0
        return weights

    def shortlist_logits(self, look: Values, coarse: Values) -> Values:
        """Logits of all products before any is looked at closely, shape (products,).

        Args:
            look: their scores by look, shape (products,).
            coarse: by coarse patches, shape (products,).
        """
        by_look, by_patches = (self.weights[KINDS.index(kind)] for kind in (Evidence.LOOK, Evidence.PATCHES))
        return by_look * standardised(look) + by_patches * standardised(coarse)

    def logits(self, evidence: RawEvidence, mode: ColourMode) -> Values:
        """Logits of all products, shape (products,).

        A product that was not looked at closely counts as the worst of those that were.
        """
        weights = self.for_colour(mode)
        columns = evidence.columns()
        look = KINDS.index(Evidence.LOOK)
        closer = np.delete(columns, look, axis=1) @ np.delete(weights, look)
        logits = weights[look] * standardised(evidence.look) + (closer.min() if len(closer) else 0.0)
        logits[evidence.shortlist] = columns @ weights
        if evidence.against is not None:
            logits[evidence.shortlist] += evidence.against
        return np.asarray(logits)


@dataclass(frozen=True)
class Example:
    """A photo whose product is known.

    Attributes:
        columns: from ``RawEvidence.columns``, shape (n, kinds).
        truth: row of the right product.
        families: the transformations that made it.
    """

    columns: Values
    truth: int
    families: frozenset[str]


def fit(examples: Sequence[Example], before: Fusion) -> Fusion:
    """Weights that make the right products most likely, drawn towards those from before as strongly as it pays.

    How strongly is chosen by leaving out one family of transformations at a time: the pull with the least loss on the
    family that was left out, which stands for the difference between pseudo-photos and photos.
    """
    start = np.array(before.weights)
    families = sorted(set().union(*(example.families for example in examples)))
    losses = np.full((len(_PENALTIES), len(families)), np.nan)
    for column, family in enumerate(families):
        kept = [example for example in examples if family not in example.families]
        left_out = [example for example in examples if family in example.families]
        if not kept:
            continue
        for row, penalty in enumerate(_PENALTIES):
            weights = solve(kept, penalty, start)
            losses[row, column] = np.mean([_loss(example, weights) for example in left_out])
    losses = losses[:, ~np.isnan(losses).any(axis=0)]
    if losses.shape[1] < 2:
        return before
    penalty = _PENALTIES[int(losses.mean(axis=1).argmin())]
    return Fusion(tuple(float(weight) for weight in solve(examples, penalty, start)))


def _loss(example: Example, weights: Values) -> float:
    logits = example.columns @ weights
    return float(np.logaddexp.reduce(logits) - logits[example.truth])


def solve(examples: Sequence[Example], penalty: float, start: Values) -> Values:
    """The weights within 0 to 6 that minimise the mean loss plus ``penalty`` times the squared distance to ``start``.

    Projected Newton steps: a weight at a bound that the gradient pushes outwards is held there, the others take a step
    that is halved until the objective falls (D. Bertsekas, "Projected Newton methods for optimization problems with
    simple constraints", SIAM J. Control 20 (1982)). The objective is strictly convex.
    """
    weights = start.copy()
    for _ in range(_STEPS):
        gradient, curvature = _slope(examples, weights - start, weights, penalty)
        held = ((weights <= 0) & (gradient > 0)) | ((weights >= _MOST) & (gradient < 0))
        free = np.flatnonzero(~held)
        if not len(free) or np.abs(gradient[free]).max() < _FLAT:
            break
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        here = _objective(examples, weights, penalty, start)
        for halving in range(_HALVINGS):
            following = np.clip(weights - step / 2**halving, 0, _MOST)
            if _objective(examples, following, penalty, start) < here:
                break
        else:
            break
        weights = following
    return weights


def _objective(examples: Sequence[Example], weights: Values, penalty: float, start: Values) -> float:
    apart = weights - start
    return float(np.mean([_loss(example, weights) for example in examples]) + penalty * (apart @ apart))


def _slope(examples: Sequence[Example], moved: Values, weights: Values, penalty: float) -> tuple[Values, Values]:
    """Gradient and curvature of the objective."""
    gradient = 2 * penalty * moved
    curvature = 2 * penalty * np.eye(len(KINDS))
    for example in examples:
        shares = softmax(example.columns @ weights)
        mean = shares @ example.columns
        apart = example.columns - mean
        gradient += (mean - example.columns[example.truth]) / len(examples)
        curvature += (apart * shares[:, None]).T @ apart / len(examples)
    return gradient, curvature
