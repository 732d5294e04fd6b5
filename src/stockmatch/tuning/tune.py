"""Tune on catalogue: the study's loss, a step chosen on pseudo-photos, and a check that chose nothing."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from stockmatch.core.embedder import Embedder, Pixels, Prepared
from stockmatch.core.errors import Cancelled, TuningFailed
from stockmatch.core.evaluation import gain, sign_test
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import TuneMethod, TuneOutcome, TuneStep
from stockmatch.core.vectors import Vectors
from stockmatch.models.device import memory_too_small
from stockmatch.tuning.loss import backward_in_batches, pairwise_dot_product, unit_rows
from stockmatch.tuning.pseudo_set import PseudoSet, figures, make_pseudo_set, ranks, split_families, spread
from stockmatch.tuning.trainable import Trainable, trainable

STEPS = 15
"""As in the original study."""

LEARNING_RATE = 5e-5
"""Adam, as in the original study."""

MAX_PRODUCTS = 256
"""Products that take part in the loss; of a larger catalogue a random choice."""

_SIGNIFICANT = 0.05
_PATIENCE = 5
_CHOOSE_PHOTOS = 128
_CHECK_PHOTOS = 256
_BATCH = 16


@dataclass(frozen=True)
class Tuned:
    """What tuning found, and the proposal's weights as a safetensors file; None where nothing better was found."""

    outcome: TuneOutcome
    weights: bytes | None


@dataclass
class _Run:
    """The state of one tuning: curve, best step so far and its weights."""

    steps: list[TuneStep]
    best_step: int = 0
    best_weights: bytes | None = None
    diverged: bool = False
    stopped: bool = False


def tune(
    embedder: Embedder,
    images: Sequence[Pixels],
    report: Report,
    *,
    frozen: Embedder | None = None,
    seed: int = 0,
    learning_rate: float = LEARNING_RATE,
) -> Tuned:
    """Tune a copy of the model on one picture per product; the given embedder is not changed.

    Args:
        embedder: the untuned or formerly tuned model.
        images: one picture per product, different products different pictures.
        report: progress, one per step with a ``TuneStep`` as detail. ``Cancelled`` raised by it during the steps ends
            them, and what was reached is judged; raised during the check it passes through.
        frozen: the untuned model if ``embedder`` is a tuned one: the outcome may not be worse than it either.
        seed: of the pseudo-photos and the choice of products.
        learning_rate: of Adam.

    Raises:
        TuningFailed: with fewer than two products.
        DeviceUnusable: if the device's memory is too small for one image.
        Cancelled: when the report does before the first step or during the check.
    """
    if len(images) < 2:
        raise TuningFailed(
            Message("Tuning needs at least two different products. Add products to the catalogue first.")
        )
    started = time.monotonic()
    rng = np.random.default_rng(seed)
    if len(images) > MAX_PRODUCTS:
        images = [images[i] for i in sorted(rng.choice(len(images), MAX_PRODUCTS, replace=False))]
    prepared = [embedder.prepare(image) for image in images]
    choosing, checking = split_families(rng)
    to_choose, to_check = spread(len(images), _CHOOSE_PHOTOS, rng), spread(len(images), _CHECK_PHOTOS, rng)
    meter = Meter(report, Stage.PREPARING, len(to_choose) + len(to_check))
    choose_set = make_pseudo_set(images, to_choose, choosing, embedder, rng=rng, meter=meter)
    check_set = make_pseudo_set(images, to_check, checking, embedder, rng=rng, meter=meter)

    copy = trainable(embedder)
    before = _judge(copy, prepared, check_set)
    run = _Run([])
    try:
        _train(copy, prepared, choose_set, run, report=report, learning_rate=learning_rate)
    except Cancelled:
        if not run.steps:
            raise
        run.stopped = True

    after, better = before, False
    if run.best_weights is not None:
        meter = Meter(report, Stage.CHECKING, 1)
        copy.restore(run.best_weights)
        after = _judge(copy, prepared, check_set)
        meter.advance(1)
        won, lost = gain(before, after)
        better = sign_test(won, lost) <= _SIGNIFICANT and figures(after).top5_error <= figures(before).top5_error
        if better and frozen is not None:
            better = not _worse(after, _judge(trainable(frozen), prepared, check_set))
    outcome = TuneOutcome(
        better=better,
        reason=_reason(run, before, after, better=better),
        steps=tuple(run.steps),
        chosen_step=run.best_step if better else 0,
        before=figures(before),
        after=figures(after if better else before),
        products=len(images),
        check_photos=len(check_set.truth),
        stopped=run.stopped,
        seconds=time.monotonic() - started,
        method=TuneMethod.BACKBONE,
    )
    return Tuned(outcome, run.best_weights if better else None)


def _judge(model: Trainable, prepared: Sequence[Prepared], photos: PseudoSet) -> list[int]:
    return ranks(model.embed(prepared), model.embed(photos.prepared), photos.truth)


def _worse(found: list[int], other: list[int]) -> bool:
    mine, theirs = figures(found), figures(other)
    return mine.top1_error > theirs.top1_error or mine.top5_error > theirs.top5_error


def _in_bounds(vectors: Vectors) -> bool:
    """Whether lengths of vectors are numbers that float32 can hold."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(np.square(vectors).sum(axis=1)).all())


def _reason(run: _Run, before: list[int], after: list[int], *, better: bool) -> str:
    if better:
        return Message(
            "Step {step} makes fewer mistakes on pseudo-photos that took no part in choosing it.", step=run.best_step
        )
    if run.diverged:
        return Message("Tuning went out of bounds, so the model stays as it was.")
    if run.best_weights is None:
        return Message("No step made fewer mistakes than the model already does, so the model stays as it was.")
    was, would_be = (100 * figures(found).top1_error for found in (before, after))
    return Message(
        "Step {step} looked better, but the check did not confirm it ({would_be:.1f} % top-1 "
        "error against {was:.1f} %), so the model stays as it was.",
        step=run.best_step,
        would_be=would_be,
        was=was,
    )


def _train(
    model: Trainable,
    prepared: Sequence[Prepared],
    choose_set: PseudoSet,
    run: _Run,
    *,
    report: Report,
    learning_rate: float,
) -> None:
    optimiser = torch.optim.Adam(model.parameters(), lr=learning_rate)
    meter = Meter(report, Stage.TUNING, STEPS + 1)
    count, largest = len(prepared), _BATCH
    for step in range(STEPS + 1):
        vectors = model.embed(prepared)
        rows = unit_rows(torch.from_numpy(vectors))
        total = rows.sum(dim=0)
        loss = pairwise_dot_product(total, count)
        if not (math.isfinite(loss) and _in_bounds(vectors)):
            run.diverged = True
            return
        found = ranks(vectors, model.embed(choose_set.prepared), choose_set.truth)
        point = TuneStep(step, loss, figures(found).top1_error)
        run.steps.append(point)
        best = min(run.steps, key=lambda known: known.pseudo_error)
        if best is point and step:
            run.best_step, run.best_weights = step, model.snapshot()
        meter.advance(1, point)
        if step == STEPS or step - best.step >= _PATIENCE:
            return
        largest = _descend(model, prepared, total.to(model.device), optimiser, largest)


def _descend(
    model: Trainable, prepared: Sequence[Prepared], total: Tensor, optimiser: torch.optim.Optimizer, largest: int
) -> int:
    """One step, in batches of at most ``largest``, or half of it as often as the device's memory is too small.

    Returns the largest batch that fitted. Raises ``DeviceUnusable`` if not even one image fits.
    """
    while True:
        optimiser.zero_grad()
        try:
            batches = (unit_rows(vectors) for vectors in model.batches(prepared, largest))
            backward_in_batches(batches, total, len(prepared))
        except torch.OutOfMemoryError as error:
            if largest == 1:
                raise memory_too_small(model.device_name) from error
        else:
            optimiser.step()
            return largest
        torch.cuda.empty_cache()
        largest //= 2
