"""What a catalogue's own pseudo-photos tell: which evidence to trust, how well the shortlist holds, and the null."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stockmatch.core.calibration import p_value
from stockmatch.core.evidence import ColourMode
from stockmatch.core.ports import Embedder, Pixels
from stockmatch.core.progress import Meter
from stockmatch.imaging.pseudo_photos import Family, make_pseudo_photo
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.fusion import Example, RawEvidence, fit
from stockmatch.matching.matcher import Matcher, Ranking
from stockmatch.matching.prepare import describe_photo

VERSION = 3
"""Raised whenever what is learnt, or how, changes."""

LEAST_PRODUCTS = 12
"""Of a smaller catalogue too little can be learnt; equal weights serve."""

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

    def p_value(self, signs: tuple[float, float]) -> float:
        """How often a photo without its product in the catalogue shows signs at least as strong, 0 to 1.

        Each sign counts by its standard deviation among those photos.
        """
        null = np.array(self.null)
        centre, spread = null.mean(axis=0), np.maximum(null.std(axis=0), 1e-9)
        strength = ((null - centre) / spread).sum(axis=1)
        return p_value(float(((np.array(signs) - centre) / spread).sum()), np.sort(strength))


def choose(products: int, seed: int) -> list[tuple[int, tuple[Family, ...]]]:
    """Products to make pseudo-photos of, each with two families of transformations; all families equally often."""
    rng = np.random.default_rng(seed)
    each = max(1, min(4, PHOTOS // products))
    chosen = np.repeat(rng.permutation(products)[: PHOTOS // each], each)
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
) -> Calibration | None:
    """Match pseudo-photos and learn from them; None if too few could be made.

    Args:
        matcher: of the catalogue, with any weights.
        plan: from ``choose``.
        pictures: a picture of each product of the plan, in its order; None where it cannot be read.
        embedder: the backbone.
        meter: advances by one a photo.
        seed: of the pseudo-photos.
    """
    rng = np.random.default_rng(seed)
    made = []
    for (product, families), picture in zip(plan, pictures, strict=True):
        if picture is not None:
            for family in families:
                picture = make_pseudo_photo(picture, family, rng)  # noqa: PLW2901 - one transformation after another
            photo = describe_photo(picture, embedder, matcher.parts, None)
            domain = PhotoDomain(photo.vectors.shape)
            domain.add("", photo.vectors)
            first = matcher.shortlist(photo, domain)
            made.append((product, families, matcher.look_closely(photo, first)[0]))
        meter.advance(1)
    inside = [(product, families, evidence) for product, families, evidence in made if product in evidence.shortlist]
    if len(inside) < LEAST_PRODUCTS:
        return None
    fusion = fit([_example(*one) for one in inside])
    null = []
    for product, _, evidence in made:
        without = evidence.without(product)
        null.append(Ranking(fusion.logits(without, ColourMode.ANY), np.zeros(0, np.intp), without).signs)
    return Calibration(fusion.weights, tuple(null), len(inside) / len(made), len(made))


def _example(product: int, families: tuple[Family, ...], evidence: RawEvidence) -> Example:
    (place,) = np.nonzero(evidence.shortlist == product)
    return Example(evidence.columns(), int(place[0]), frozenset(family.value for family in families))
