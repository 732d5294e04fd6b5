"""Tune on catalogue by what a person confirmed: a low-rank change of the patches, judged on other products' photos."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from stockmatch.core.errors import Cancelled
from stockmatch.core.evaluation import sign_test
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import TuneMethod, TuneOutcome, TuneStep
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.tuning.contrast import PartsExamples, Trainer, ranks
from stockmatch.tuning.pseudo_set import figures, gain

FOLDS = 4
"""Groups of products; each group's confirmed photos are judged by what is trained on the others'.

Pseudo-photos are made of all products, and train all: that is so with new photos of any product too."""

STEPS = 6
BATCHES = 10
"""A step of the curve is so many batches."""

_SIGNIFICANT = 0.05
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Adapted:
    """What was found; ``adapter`` is None where nothing better was."""

    outcome: TuneOutcome
    adapter: PartsAdapter | None


@dataclass
class _Curve:
    """After each step: every confirmed photo's rank by patches, each fold's change, and that of all photos."""

    steps: list[TuneStep] = field(default_factory=list)
    ranks: list[list[int]] = field(default_factory=list)
    folds: list[list[PartsAdapter | None]] = field(default_factory=list)
    whole: list[PartsAdapter | None] = field(default_factory=list)
    diverged: bool = False
    stopped: bool = False


def adapt(
    examples: PartsExamples,
    final_rank: Callable[[int, PartsAdapter | None], int],
    report: Report,
    *,
    in_service: PartsAdapter | None = None,
    seed: int = 0,
) -> Adapted:
    """Train a change of patches fold by fold and on all photos, and judge it on products that took no part.

    The number of steps is chosen by some products' confirmed photos and checked by the others'. It is better only if
    patches alone make significantly fewer mistakes there (exact sign test, 5 %) and the final order, of all evidence,
    makes fewer, and no more among the first five.

    Args:
        examples: at least ``core.learning.LEAST_CONFIRMED`` confirmed photos of ``LEAST_PRODUCTS`` products.
        final_rank: of a confirmed photo's product in the order of all evidence, under a change of patches.
        report: progress, one per step with a ``TuneStep`` as detail. ``Cancelled`` raised by it after a step ends the
            training, and what was reached is judged; before the first, and during the check, it passes through.
        in_service: the change that serves now, which the new one must beat.
        seed: of all chance.
    """
    started = time.monotonic()
    fold, choosing, checking = split(examples, seed)
    curve = _Curve()
    try:
        _train(examples, fold, choosing, curve, report, seed=seed)
    except Cancelled:
        if len(curve.steps) < 2:
            raise
        curve.stopped = True
    chosen = smallest_within_one_error([[found[photo] for photo in choosing] for found in curve.ranks] or [[1, 1]])
    meter = Meter(report, Stage.CHECKING, 2 * len(checking))

    def final(changes: Sequence[PartsAdapter | None]) -> list[int]:
        found = []
        for photo, change in zip(checking, changes, strict=True):
            found.append(final_rank(photo, change))
            meter.advance(1)
        return found

    before = final([in_service] * len(checking))
    after, better = before, False
    if chosen:
        after = final([curve.folds[chosen][fold[photo]] for photo in checking])
        patches = (ranks(examples, checking, in_service), [curve.ranks[chosen][photo] for photo in checking])
        proven = sign_test(*gain(*patches)) <= _SIGNIFICANT
        was, is_now = figures(before), figures(after)
        better = proven and is_now.top1_error < was.top1_error and is_now.top5_error <= was.top5_error
    outcome = TuneOutcome(
        better=better,
        reason=_reason(curve, chosen, before, after, better=better),
        steps=tuple(curve.steps),
        chosen_step=chosen if better else 0,
        before=figures(before),
        after=figures(after if better else before),
        products=len(examples.images),
        check_photos=len(checking),
        stopped=curve.stopped,
        seconds=time.monotonic() - started,
        method=TuneMethod.PARTS,
        confirmed=examples.confirmed,
    )
    return Adapted(outcome, curve.whole[chosen] if better else None)


def split(examples: PartsExamples, seed: int) -> tuple[list[int], list[int], list[int]]:
    """Each confirmed photo's fold, those that choose, and those of the check; all by product."""
    products = sorted({examples.truth[photo] for photo in range(examples.confirmed)})
    mixed = [int(product) for product in np.random.default_rng(seed).permutation(products)]
    place = {product: number for number, product in enumerate(mixed)}
    fold = [place[examples.truth[photo]] % FOLDS for photo in range(examples.confirmed)]
    choosing = [photo for photo in range(examples.confirmed) if place[examples.truth[photo]] // FOLDS % 2]
    checking = [photo for photo in range(examples.confirmed) if not place[examples.truth[photo]] // FOLDS % 2]
    return fold, choosing, checking


def smallest_within_one_error(found: Sequence[Sequence[int]]) -> int:
    """The first step whose top-1 error is within one standard error of the best one's.

    The one-standard-error rule: L. Breiman et al., "Classification and Regression Trees", 1984. The error is that of
    the difference between both, photo by photo.

    Args:
        found: ranks after each step, of the same two photos or more.
    """
    missed = np.array(found) > 1
    best = int(missed.mean(axis=1).argmin())
    for step in range(best):
        more = missed[step].astype(float) - missed[best]
        if more.mean() <= more.std(ddof=1) / math.sqrt(len(more)) + _ROUNDING:
            return step
    return best


def _train(
    examples: PartsExamples,
    fold: Sequence[int],
    choosing: Sequence[int],
    curve: _Curve,
    report: Report,
    *,
    seed: int,
) -> None:
    everything = range(len(examples.truth))
    made = everything[examples.confirmed :]
    trainers = [
        Trainer(examples, [*(photo for photo, one in enumerate(fold) if one != left_out), *made], seed=seed)
        for left_out in range(FOLDS)
    ]
    whole = Trainer(examples, everything, seed=seed)
    held_out = [[photo for photo, its in enumerate(fold) if its == one] for one in range(FOLDS)]
    meter = Meter(report, Stage.TUNING, STEPS * (FOLDS + 1) * BATCHES)
    losses = [whole.loss().item()]
    for step in range(STEPS + 1):
        found = [0] * examples.confirmed
        for trainer in (*trainers, whole) if step else ():
            losses += _batches(trainer, meter)
        if not all(map(math.isfinite, losses)):
            curve.diverged = True
            return
        changes = [trainer.change.taken() if step else None for trainer in trainers]
        for photos, change in zip(held_out, changes, strict=True):
            for photo, rank in zip(photos, ranks(examples, photos, change), strict=True):
                found[photo] = rank
            meter.advance(0)
        curve.ranks.append(found)
        curve.folds.append(changes)
        curve.whole.append(whole.change.taken() if step else None)
        error = figures([found[photo] for photo in choosing]).top1_error
        curve.steps.append(TuneStep(step, sum(losses) / len(losses), error))
        losses = []
        meter.advance(0, curve.steps[-1])


def _batches(trainer: Trainer, meter: Meter) -> list[float]:
    """The losses of a step's batches."""
    losses = []
    for _ in range(BATCHES):
        losses.append(trainer.step())
        meter.advance(1)
    return losses


def _reason(curve: _Curve, chosen: int, before: Sequence[int], after: Sequence[int], *, better: bool) -> str:
    if better:
        return Message(
            "Step {step} makes fewer mistakes on confirmed photos of products that took no part in choosing it.",
            step=chosen,
        )
    if curve.diverged and not chosen:
        return Message("Tuning went out of bounds, so the model stays as it was.")
    if not chosen:
        return Message("No step made clearly fewer mistakes than the model already does, so the model stays as it was.")
    was, would_be = (100 * figures(found).top1_error for found in (before, after))
    return Message(
        "Step {step} looked better, but the check on other confirmed photos did not confirm it "
        "({would_be:.1f} % top-1 error against {was:.1f} %), so the model stays as it was.",
        step=chosen,
        would_be=would_be,
        was=was,
    )
