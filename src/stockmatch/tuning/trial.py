"""Trying a change of patches: it goes further step by step, and is judged on photos that took no part in it."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from stockmatch.core.errors import Cancelled
from stockmatch.core.evaluation import sign_test
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import TuneMethod, TuneOutcome, TuneStep
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.tuning.contrast import PartsExamples, ranks
from stockmatch.tuning.pseudo_set import figures, gain

FinalRank = Callable[[int, PartsAdapter | None], int]
"""Rank of a photo's product in the order of all evidence, under a change of patches."""

_SIGNIFICANT = 0.05
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
        by_patches: whether only the mistakes of patches alone must be fewer, and the final order's no more; else both
            must be fewer.
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
    by_patches: bool


@dataclass(frozen=True)
class Adapted:
    """What was found; ``adapter`` is None where nothing better was."""

    outcome: TuneOutcome
    adapter: PartsAdapter | None


@dataclass
class _Curve:
    """After each step: every judging photo's rank by patches, each fold's change, and that of all photos."""

    steps: list[TuneStep] = field(default_factory=list)
    ranks: list[list[int]] = field(default_factory=list)
    folds: list[list[PartsAdapter | None]] = field(default_factory=list)
    whole: list[PartsAdapter | None] = field(default_factory=list)
    diverged: bool = False
    stopped: bool = False


def try_out(
    examples: PartsExamples,
    trial: Trial,
    final_rank: FinalRank,
    report: Report,
    *,
    in_service: PartsAdapter | None = None,
) -> Adapted:
    """Go the paths, choose the step by some photos and check it by the others.

    It is better only if patches alone make significantly fewer mistakes there (exact sign test, 5 %) and the final
    order, of all evidence, makes fewer (by patches: no more), and no more among the first five. The figures are those
    of the final order (by patches: of patches).

    Args:
        examples: the photos; those that judge come first.
        trial: how it is tried.
        final_rank: of a photo that judges.
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
    checking = trial.checking
    chosen = smallest_within_one_error(
        [[found[photo] for photo in trial.choosing] for found in curve.ranks] or [[1, 1]]
    )
    meter = Meter(report, Stage.CHECKING, 2 * len(checking))

    def final(changes: Sequence[PartsAdapter | None]) -> list[int]:
        found = []
        for photo, change in zip(checking, changes, strict=True):
            found.append(final_rank(photo, change))
            meter.advance(1)
        return found

    def patches(step: int) -> list[int]:
        return [curve.ranks[step][photo] for photo in checking] if step else ranks(examples, checking, in_service)

    before = patches(0) if trial.by_patches else final([in_service] * len(checking))
    after, better = before, False
    if chosen:
        final_before = final([in_service] * len(checking)) if trial.by_patches else before
        final_after = final([curve.folds[chosen][trial.fold[photo]] for photo in checking])
        after = patches(chosen) if trial.by_patches else final_after
        proven = sign_test(*gain(patches(0), patches(chosen))) <= _SIGNIFICANT
        better = (
            proven and _no_worse(final_before, final_after) and figures(after).top1_error < figures(before).top1_error
        )
    outcome = TuneOutcome(
        better=better,
        reason=_reason(curve, chosen, before, after, method=trial.method, better=better),
        steps=tuple(curve.steps),
        chosen_step=chosen if better else 0,
        before=figures(before),
        after=figures(after if better else before),
        products=len(examples.images),
        check_photos=len(checking),
        stopped=curve.stopped,
        seconds=time.monotonic() - started,
        method=trial.method,
        confirmed=examples.confirmed,
    )
    return Adapted(outcome, curve.whole[chosen] if better else None)


def _no_worse(before: Sequence[int], after: Sequence[int]) -> bool:
    was, is_now = figures(before), figures(after)
    return is_now.top1_error <= was.top1_error and is_now.top5_error <= was.top5_error


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


def _go(examples: PartsExamples, trial: Trial, curve: _Curve, report: Report) -> None:
    held_out = [[photo for photo, its in enumerate(trial.fold) if its == one] for one in range(len(trial.paths))]
    meter = Meter(report, Stage.TUNING, trial.steps * trial.ticks)
    losses = [trial.loss]
    for step in range(trial.steps + 1):
        found = [0] * len(trial.fold)
        for path in (*trial.paths, trial.whole) if step else ():
            losses.append(path.advance(meter))
        if not all(map(math.isfinite, losses)):
            curve.diverged = True
            return
        changes = [path.taken() if step else None for path in trial.paths]
        for photos, change in zip(held_out, changes, strict=True):
            for photo, rank in zip(photos, ranks(examples, photos, change), strict=True):
                found[photo] = rank
            meter.advance(0)
        curve.ranks.append(found)
        curve.folds.append(changes)
        curve.whole.append(trial.whole.taken() if step else None)
        error = figures([found[photo] for photo in trial.choosing]).top1_error
        curve.steps.append(TuneStep(step, sum(losses) / len(losses), error))
        losses = []
        meter.advance(0, curve.steps[-1])


def _reason(
    curve: _Curve, chosen: int, before: Sequence[int], after: Sequence[int], *, method: TuneMethod, better: bool
) -> str:
    if better and method is TuneMethod.WHITENING:
        return Message(
            "Step {step} makes fewer mistakes by patches on pseudo-photos of a kind that it was not made from, and all "
            "evidence together makes no more.",
            step=chosen,
        )
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
    if method is TuneMethod.WHITENING:
        return Message(
            "Step {step} looked better, but the check on other pseudo-photos did not confirm it ({would_be:.1f} % "
            "top-1 error of patches against {was:.1f} %), so the model stays as it was.",
            step=chosen,
            would_be=would_be,
            was=was,
        )
    return Message(
        "Step {step} looked better, but the check on other confirmed photos did not confirm it "
        "({would_be:.1f} % top-1 error against {was:.1f} %), so the model stays as it was.",
        step=chosen,
        would_be=would_be,
        was=was,
    )
