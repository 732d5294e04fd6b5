"""Tune on catalogue without labels, in closed form: in patches, what differs between photo and product counts less.

Within-class covariance normalisation (A. Hatch, S. Kajarekar, A. Stolcke, Interspeech 2006) of the cells of feature
maps, the classes being a part of a product in its picture and in pseudo-photos of it.
"""

import math
from collections.abc import Sequence

import numpy as np
import torch

from stockmatch.core.progress import Meter, Report
from stockmatch.core.tuning import TuneMethod
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.tuning.contrast import PartsExamples
from stockmatch.tuning.trainable import KEPT
from stockmatch.tuning.trial import Adapted, Final, Trial, try_out

STRENGTHS = (0.3, 0.5, 0.7, 0.85)
"""Of each step: the share of what was measured; the rest is one spread in all directions, which changes nothing."""

RANK = 64
"""Directions that are changed, those that change most."""

LEAST_PRODUCTS = 12
"""Of a smaller catalogue pseudo-photos tell too little."""

_LEAST_SPREAD = 1e-12


def whiten(
    examples: PartsExamples,
    first_half: int,
    final: Final,
    report: Report,
    *,
    weight: float = 1.0,
    in_service: PartsAdapter | None = None,
) -> Adapted:
    """Measure what differs on pseudo-photos of one half of the families, judge it on those of the other, and back.

    Half of the products choose the strength, the other half checks it.

    Args:
        examples: pseudo-photos alone, those of one half of the families first; two products or more.
        first_half: how many those are, at least 1 and not all.
        final, report, in_service: see ``try_out``.
        weight: of patches in this catalogue's order.

    Raises:
        Cancelled: see ``try_out``.
    """
    everything = range(len(examples.truth))
    halves = everything[:first_half], everything[first_half:]
    whole = WhiteningPath(examples, everything)
    trial = Trial(
        method=TuneMethod.WHITENING,
        steps=len(STRENGTHS),
        ticks=len(halves) + 1,
        paths=[WhiteningPath(examples, other) for other in reversed(halves)],
        whole=whole,
        loss=whole.loss,
        fold=[int(photo >= first_half) for photo in everything],
        choosing=[photo for photo in everything if not examples.truth[photo] % 2],
        checking=[photo for photo in everything if examples.truth[photo] % 2],
        weight=weight,
    )
    return try_out(examples, trial, final, report, in_service=in_service)


class WhiteningPath:
    """A change that is stronger with every step.

    Args:
        examples: the photos.
        photos: those that teach.
    """

    def __init__(self, examples: PartsExamples, photos: Sequence[int]) -> None:
        self._examples = examples
        self._photos = photos
        self._step = 0
        spread = within(examples, photos)
        self._finite = bool(np.isfinite(spread).all())
        self._spreads, self._directions = np.linalg.eigh(spread if self._finite else np.zeros_like(spread))

    @property
    def loss(self) -> float:
        """None to speak of in closed form: 0, or NaN where what was measured is not finite."""
        return 0.0 if self._finite else math.nan

    def advance(self, meter: Meter) -> float:
        self._step += 1
        meter.advance(1)
        return self.loss

    def taken(self) -> PartsAdapter:
        return self.change(STRENGTHS[self._step - 1])

    def change(self, strength: float) -> PartsAdapter:
        """Half way to the change that counts every direction by the inverse root of its spread, but for a scale.

        Args:
            strength: 0 for none, below 1.
        """
        spreads = strength * self._spreads + (1 - strength) * self._spreads.mean()
        factors = np.maximum(spreads, _LEAST_SPREAD) ** -0.5
        factors /= np.median(factors)
        most = np.argsort(-np.abs(np.log(factors)), kind="stable")[:RANK]
        down = self._directions[:, most] * (KEPT * (factors[most] - 1))
        return PartsAdapter(down.astype(np.float32), self._directions[:, most].T.astype(np.float32))


def within(examples: PartsExamples, photos: Sequence[int]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Mean outer product of what differs between a photo's cells and their nearest cells of its product's image.

    Each cell counts by how much it belongs to the product. Shape (channels, channels), symmetric, no negative spread.
    """
    channels = examples.images.shape[-1]
    closed = examples.closed
    total, weight = torch.zeros((channels, channels), device=examples.images.device), 0.0
    with torch.inference_mode():
        for photo in photos:
            product = examples.truth[photo]
            cells, image = examples.photos[photo], examples.images[product]
            nearest = (cells @ image.T - closed[product]).argmax(dim=1)
            apart = cells - image[nearest]
            total += (apart * examples.photo_weights[photo, :, None]).T @ apart
            weight += float(examples.photo_weights[photo].sum())
    found = total.cpu().numpy().astype(np.float64)
    return np.asarray((found + found.T) / 2 / max(weight, _LEAST_SPREAD))
