"""Tune on catalogue by what a person confirmed: a low-rank change of the patches, judged on other products' photos."""

from collections.abc import Sequence

import numpy as np

from stockmatch.core.progress import Meter, Report
from stockmatch.core.tuning import TuneMethod
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.tuning.contrast import PartsExamples, Trainer
from stockmatch.tuning.trial import Adapted, Final, Trial, try_out

FOLDS = 4
"""Groups of products; each group's confirmed photos are judged by what is trained on the others'.

Pseudo-photos are made of all products, and train all: that is so with new photos of any product too."""

STEPS = 6
BATCHES = 10
"""A step of the curve is so many batches."""


class _TrainedPath:
    """A change trained batch by batch."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer

    def advance(self, meter: Meter) -> float:
        losses = []
        for _ in range(BATCHES):
            losses.append(self._trainer.step())
            meter.advance(1)
        return sum(losses) / len(losses)

    def taken(self) -> PartsAdapter:
        return self._trainer.change.taken()


def adapt(
    examples: PartsExamples,
    final: Final,
    report: Report,
    *,
    in_service: PartsAdapter | None = None,
    seed: int = 0,
) -> Adapted:
    """Train a change of patches fold by fold and on all photos, and judge it on products that took no part.

    Args:
        examples: at least ``core.learning.LEAST_CONFIRMED`` confirmed photos of ``LEAST_PRODUCTS`` products;
            they judge.
        final, report, in_service: see ``try_out``.
        seed: of all chance.

    Raises:
        Cancelled: see ``try_out``.
    """
    fold, choosing, checking = split(examples, seed)
    everything = range(len(examples.truth))
    made = everything[examples.confirmed :]

    def trainer(photos: Sequence[int]) -> Trainer:
        return Trainer(examples, photos, seed=seed)

    taught = [[*(photo for photo, its in enumerate(fold) if its != one), *made] for one in range(FOLDS)]
    whole = trainer(everything)
    trial = Trial(
        method=TuneMethod.PARTS,
        steps=STEPS,
        ticks=(FOLDS + 1) * BATCHES,
        paths=[_TrainedPath(trainer(photos)) for photos in taught],
        loss=whole.loss().item(),
        whole=_TrainedPath(whole),
        fold=fold,
        choosing=choosing,
        checking=checking,
    )
    return try_out(examples, trial, final, report, in_service=in_service)


def split(examples: PartsExamples, seed: int) -> tuple[list[int], list[int], list[int]]:
    """Each confirmed photo's fold, those that choose, and those of the check; all by product."""
    products = sorted({examples.truth[photo] for photo in range(examples.confirmed)})
    mixed = [int(product) for product in np.random.default_rng(seed).permutation(products)]
    place = {product: number for number, product in enumerate(mixed)}
    fold = [place[examples.truth[photo]] % FOLDS for photo in range(examples.confirmed)]
    choosing = [photo for photo in range(examples.confirmed) if place[examples.truth[photo]] // FOLDS % 2]
    checking = [photo for photo in range(examples.confirmed) if not place[examples.truth[photo]] // FOLDS % 2]
    return fold, choosing, checking
