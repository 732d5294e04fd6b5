"""Trying a change of patches: it goes further step by step, and is judged on photos that took no part in it."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from stockmatch.core.errors import Cancelled
from stockmatch.core.evaluation import gain, sign_test
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import TuneMethod, TuneOutcome, TuneStep
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.tuning.contrast import PartsExamples, judged
from stockmatch.tuning.pseudo_set import figures
from stockmatch.tuning.verdict import (
    SIGNIFICANT,
    Found,
    confirmed,
    errors,
    nothing_chosen,
    refusal_alone,
    refusal_in_final_order,
)

Final = Callable[[int, PartsAdapter | None], Found]
"""What of a photo is found under a change."""

_BeforeAndAfter = tuple[Sequence[Found], Sequence[Found]]
_ROUNDING = 1e-9


class Path(Protocol):
    """A change of patches that goes further with every step. At first it changes nothing."""

    def advance(self, meter: Meter) -> float:
        """Go a step further, the meter by as much as was said there would be; the mean loss on the way."""

    def taken(self) -> PartsAdapter:
        """What it is now."""


@dataclass(frozen=True)
class Trial:
    """Who teaches, who chooses, who checks.

    Attributes:
        method: what is tried.
        steps: how far the paths go.
        ticks: by how much the meter advances a step, all paths together.
        paths: one a fold, taught by all photos but the fold's.
        whole: taught by all photos; what is proposed.
        loss: before the first step.
        fold: of each photo that judges, the fold whose path did not learn from it.
        choosing, checking: the photos that choose the step, and those of the check; none is both.
        weight: where it counts how likely patches find the products, and not only how often they are first: their
            weight, see ``contrast.judged``.
    """

    method: TuneMethod
    steps: int
    ticks: int
    paths: Sequence[Path]
    whole: Path
    loss: float
    fold: Sequence[int]
    choosing: Sequence[int]
    checking: Sequence[int]
    weight: float | None = None


@dataclass(frozen=True)
class Adapted:
    """What was found; ``adapter`` is None where nothing better was."""

    outcome: TuneOutcome
    adapter: PartsAdapter | None


@dataclass
class _Curve:
    """After each step: every judging photo's rank and loss by patches, each fold's change, and that of all photos."""

    steps: list[TuneStep] = field(default_factory=list)
    ranks: list[list[int]] = field(default_factory=list)
    losses: list[list[float]] = field(default_factory=list)
    folds: list[list[PartsAdapter | None]] = field(default_factory=list)
    whole: list[PartsAdapter | None] = field(default_factory=list)
    diverged: bool = False
    stopped: bool = False


def try_out(
    examples: PartsExamples,
    trial: Trial,
    final: Final,
    report: Report,
    *,
    in_service: PartsAdapter | None = None,
) -> Adapted:
    """Go the paths, choose the step by some photos and check it by the others.

    It is better only if patches alone make significantly fewer mistakes there (exact sign test, 5 %) and the final
    order, of all evidence, makes fewer, and no more among the first five. Pseudo-photos are too easy for that: where
    the trial has a weight, patches must find significantly more products likelier than before (exact sign test, 5 %),
    and so must the final order, which must also be likelier in the mean and make no more mistakes. The figures are
    those of the final order.

    Args:
        examples: the photos; those that judge come first.
        trial: how it is tried.
        final: of a photo that judges.
        report: progress, one per step with a ``TuneStep`` as detail. ``Cancelled`` raised by it after a step ends the
            paths, and what was reached is judged; before the first, and during the check, it passes through.
        in_service: the change that serves now, which the new one must beat.
    """
    started = time.monotonic()
    curve = _Curve()
    try:
        _go(examples, trial, curve, report)
    except Cancelled:
        if len(curve.steps) < 2:
            raise
        curve.stopped = True
    judging = [
        [values[photo] for photo in trial.choosing]
        for values in (_missed(curve) if trial.weight is None else curve.losses)
    ]
    chosen = smallest_within_one_error(judging) if judging else 0
    meter = Meter(report, Stage.CHECKING, 2 * len(trial.checking))

    def finally_found(changes: Sequence[PartsAdapter | None]) -> list[Found]:
        found = []
        for photo, change in zip(trial.checking, changes, strict=True):
            found.append(final(photo, change))
            meter.advance(1)
        return found

    before = finally_found([in_service] * len(trial.checking))
    after = before
    refusal: str | None = nothing_chosen(diverged=curve.diverged)
    if chosen:
        after = finally_found([curve.folds[chosen][trial.fold[photo]] for photo in trial.checking])
        served = judged(examples, trial.checking, in_service, trial.weight or 1.0)
        changed = [(curve.ranks[chosen][photo], curve.losses[chosen][photo]) for photo in trial.checking]
        products = [examples.truth[photo] for photo in trial.checking]
        alone = list(zip(*served, strict=True)), changed
        by = _refusal_by_photos if trial.weight is None else _refusal_by_pseudo_photos
        refusal = by(chosen, products, alone, (before, after))
    better = refusal is None
    outcome = TuneOutcome(
        better=better,
        reason=refusal or (_confirmed_by_photos(chosen) if trial.weight is None else confirmed(chosen)),
        steps=tuple(curve.steps),
        chosen_step=chosen if better else 0,
        before=errors(before),
        after=errors(after if better else before),
        products=len(examples.images),
        check_photos=len(trial.checking),
        stopped=curve.stopped,
        seconds=time.monotonic() - started,
        method=trial.method,
        confirmed=examples.confirmed,
    )
    return Adapted(outcome, curve.whole[chosen] if better else None)


def _refusal_by_photos(
    step: int, _products: Sequence[int], alone: _BeforeAndAfter, final: _BeforeAndAfter
) -> str | None:
    """Why confirmed photos do not confirm a step; None if they do."""
    was, would_be = (errors(found) for found in final)
    fewer = would_be.top1_error < was.top1_error and would_be.top5_error <= was.top5_error
    if fewer and sign_test(*gain(*([rank for rank, _ in found] for found in alone))) <= SIGNIFICANT:
        return None
    return Message(
        "Step {step} looked better, but the check on other confirmed photos did not confirm it "
        "({would_be:.1f} % top-1 error against {was:.1f} %), so the model stays as it was.",
        step=step,
        would_be=100 * would_be.top1_error,
        was=100 * was.top1_error,
    )


def _refusal_by_pseudo_photos(
    step: int, products: Sequence[int], alone: _BeforeAndAfter, final: _BeforeAndAfter
) -> str | None:
    before, after = ([loss for _, loss in found] for found in alone)
    by_all = refusal_in_final_order(step, products, *final, first_five=False)
    return by_all or refusal_alone(step, products, before, after)


def _confirmed_by_photos(step: int) -> str:
    return Message(
        "Step {step} makes fewer mistakes on confirmed photos of products that took no part in choosing it.", step=step
    )


def _missed(curve: _Curve) -> list[list[float]]:
    return [[float(rank > 1) for rank in found] for found in curve.ranks]


def smallest_within_one_error(found: Sequence[Sequence[float]]) -> int:
    """The first step whose mean loss is within one standard error of the best one's.

    The one-standard-error rule: L. Breiman et al., "Classification and Regression Trees", 1984. The error is that of
    the difference between both, photo by photo.

    Args:
        found: losses after each step, of the same two photos or more; 1 for a mistake and 0 for none, if that counts.
    """
    losses = np.array(found, np.float64)
    best = int(losses.mean(axis=1).argmin())
    for step in range(best):
        more = losses[step] - losses[best]
        if more.mean() <= more.std(ddof=1) / math.sqrt(len(more)) + _ROUNDING:
            return step
    return best


def _go(examples: PartsExamples, trial: Trial, curve: _Curve, report: Report) -> None:
    held_out = [[photo for photo, its in enumerate(trial.fold) if its == one] for one in range(len(trial.paths))]
    meter = Meter(report, Stage.TUNING, trial.steps * trial.ticks)
    losses = [trial.loss]
    for step in range(trial.steps + 1):
        found, unlikely = [0] * len(trial.fold), [0.0] * len(trial.fold)
        for path in (*trial.paths, trial.whole) if step else ():
            losses.append(path.advance(meter))
        if not all(map(math.isfinite, losses)):
            curve.diverged = True
            return
        changes = [path.taken() if step else None for path in trial.paths]
        for photos, change in zip(held_out, changes, strict=True):
            its_ranks, its_losses = judged(examples, photos, change, trial.weight or 1.0)
            for photo, rank, loss in zip(photos, its_ranks, its_losses, strict=True):
                found[photo], unlikely[photo] = rank, loss
            meter.advance(0)
        curve.ranks.append(found)
        curve.losses.append(unlikely)
        curve.folds.append(changes)
        curve.whole.append(trial.whole.taken() if step else None)
        error = figures([found[photo] for photo in trial.choosing]).top1_error
        if trial.weight is not None:
            losses = [unlikely[photo] for photo in trial.choosing]
        curve.steps.append(TuneStep(step, sum(losses) / len(losses), error))
        losses = []
        meter.advance(0, curve.steps[-1])
