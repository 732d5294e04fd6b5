"""What a catalogue's own pseudo-photos tell: which evidence to trust, how well the shortlist holds, and the null."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from stockmatch.core.calibration import p_value
from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import NotFinite
from stockmatch.core.evidence import ColourMode
from stockmatch.core.progress import Meter
from stockmatch.imaging.pseudo_photos import Family, make_pseudo_photo
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.fusion import KINDS, Example, Fusion, RawEvidence, fit
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_photo
from stockmatch.matching.ranking import Ranking

VERSION = 18
"""Raised whenever what is learnt, or how, changes."""

LEAST_PRODUCTS = 12
"""Of a smaller catalogue too little can be learnt; the weights from before serve."""

_LEAST_SPREAD = 0.1
"""Of a sign: both are logarithms, and odds or a number of points that are a tenth higher tell nothing. Where the null
agrees in one sign by chance (no points anywhere), that sign would otherwise drown the other."""

PHOTOS = 96
"""Pseudo-photos made of a catalogue, each of another product as far as there are so many."""


@dataclass(frozen=True)
class Calibration:
    """What was learnt from pseudo-photos.

    Attributes:
        weights: of each kind of evidence.
        null: ``Ranking.signs`` of photos whose product was taken away.
        recall: share of the pseudo-photos whose product is in the shortlist, 0 to 1.
        photos: how many pseudo-photos there were.
    """

    weights: tuple[float, ...]
    null: tuple[tuple[float, float], ...]
    recall: float
    photos: int

    @staticmethod
    def restored(content: object) -> "Calibration | None":
        """From ``dataclasses.asdict`` that has been through JSON; None for anything else."""
        try:
            found = Calibration(**content)  # type: ignore[arg-type]
            null = tuple((float(out), float(points)) for out, points in found.null)
            weights = tuple(float(weight) for weight in found.weights)
            recall, photos = float(found.recall), int(found.photos)
        except (TypeError, ValueError):
            return None
        whole = len(weights) == len(KINDS) and bool(null) and all(weight >= 0 for weight in weights)
        numbers = (*weights, recall, *(value for pair in null for value in pair))
        return Calibration(weights, null, recall, photos) if whole and all(map(math.isfinite, numbers)) else None

    def p_value(self, signs: tuple[float, float]) -> float:
        """How often a photo without its product in the catalogue shows signs at least as strong, 0 to 1.

        Each sign counts by its standard deviation among those photos, but by no less than a tenth.
        """
        null = np.array(self.null)
        centre, spread = null.mean(axis=0), np.maximum(null.std(axis=0), _LEAST_SPREAD)
        strength = ((null - centre) / spread).sum(axis=1)
        return p_value(float(((np.array(signs) - centre) / spread).sum()), np.sort(strength).tolist())


def choose(products: Sequence[int], seed: int) -> list[tuple[int, tuple[Family, ...]]]:
    """Products to make pseudo-photos of, each with one or two families of transformations.

    Args:
        products: those that may be chosen, of different pictures.
        seed: of the choice.
    """
    rng = np.random.default_rng(seed)
    each = max(1, min(4, PHOTOS // len(products)))
    chosen = np.repeat(rng.permutation(np.asarray(products))[: PHOTOS // each], each)
    families = list(Family)
    plan: list[tuple[int, tuple[Family, ...]]] = []
    for number, product in enumerate(chosen):
        first = families[number % len(families)]
        second = families[int(rng.integers(len(families)))]
        plan.append((int(product), (first,) if first is second else (first, second)))
    return plan


def calibrate(
    matcher: Matcher,
    plan: Sequence[tuple[int, tuple[Family, ...]]],
    pictures: Iterator[Pixels | None],
    embedder: Embedder,
    *,
    meter: Meter,
    seed: int,
    twins: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> Calibration | None:
    """Match pseudo-photos and learn from them; None if too few could be made.

    Args:
        matcher: of the catalogue, with any weights.
        plan: from ``choose``.
        pictures: a picture of each product of the plan, in its order; None where it cannot be read. One on which the
            backbone fails counts as such.
        embedder: the backbone.
        meter: advances by one a photo.
        seed: of the pseudo-photos.
        twins: other products with the picture of the plan, byte for byte; where the product is taken away they are too.
    """
    rng = np.random.default_rng(seed)
    made = []
    for (product, families), picture in zip(plan, pictures, strict=True):
        photo = None if picture is None else _described(picture, families, embedder, matcher, rng)
        if photo is not None:
            first = matcher.shortlist(photo, PhotoDomain.of(photo))
            made.append((product, families, matcher.look_closely(photo, first)[0]))
        meter.advance(1)
    inside = [(product, families, evidence) for product, families, evidence in made if product in evidence.shortlist]
    if len(inside) < LEAST_PRODUCTS:
        return None
    fusion = fit([_example(*one) for one in inside], Fusion.before(knows_things=embedder.look_size.knows_things))
    null = []
    for product, _, evidence in made:
        without = evidence.without(product, *twins.get(product, ()))
        if len(without.shortlist):  # else every picture that it was compared with shows it
            null.append(Ranking(fusion.logits(without, ColourMode.ANY), np.zeros(0, np.intp), without).signs)
    if not null:
        return None
    return Calibration(fusion.weights, tuple(null), len(inside) / len(made), len(made))


def _described(
    picture: Pixels, families: tuple[Family, ...], embedder: Embedder, matcher: Matcher, rng: np.random.Generator
) -> PhotoFeatures | None:
    """A pseudo-photo of a picture, one transformation after another; None where the backbone fails on it."""
    for family in families:
        picture = make_pseudo_photo(picture, family, rng)
    try:
        return describe_photo(picture, embedder, matcher.parts, None)
    except NotFinite:
        return None


def _example(product: int, families: tuple[Family, ...], evidence: RawEvidence) -> Example:
    (place,) = np.nonzero(evidence.shortlist == product)
    return Example(evidence.columns(), int(place[0]), frozenset(family.value for family in families))
