"""Tuning a backbone without labels: products apart and pseudo-photos close to their own, checked in the final order."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import Cancelled, NotFinite, TuningFailed
from stockmatch.core.message import Message
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import TuneFigures, TuneMethod, TuneOutcome
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.prepare import reduced
from stockmatch.tuning.descent import Descent, Material, go, judged, seen_by
from stockmatch.tuning.final_order import found_by
from stockmatch.tuning.loss import Objective
from stockmatch.tuning.pseudo_set import figures, made_of, split_families, spread
from stockmatch.tuning.trainable import trainable
from stockmatch.tuning.trial import more_likely, reason_by_pseudo_photos, smallest_within_one_error

LEARNING_RATE = 1e-5

MAX_PRODUCTS = 128
"""Products that take part; of a larger catalogue a random choice."""

_CHOOSE_PHOTOS = 64
_CHECK_PHOTOS = 96
_VIEWED_SIDE = 384


@dataclass(frozen=True)
class Tuned:
    """What tuning found, and the proposal's weights as a safetensors file; None where nothing better was found."""

    outcome: TuneOutcome
    weights: bytes | None


def tune(
    embedder: Embedder,
    images: Sequence[Pixels],
    report: Report,
    *,
    fusion: Fusion | None = None,
    similarity: Similarity = Similarity.COSINE,
    frozen: Embedder | None = None,
    seed: int = 0,
    learning_rate: float = LEARNING_RATE,
) -> Tuned:
    """Tune a copy of the model on one picture per product; the given embedder is not changed.

    Half of the transformation families teach, a quarter chooses the step, a quarter checks it. What is proposed lies
    half way between the model and the step's weights. It is better only if what was trained, looks and patches alone,
    makes significantly more products likelier than before (exact sign test, 5 %), and so does the final order, which
    must also be likelier in the mean and make no more mistakes, neither of the first nor of the first five.

    Args:
        embedder: the untuned or formerly tuned model.
        images: one picture per product, different products different pictures.
        report: progress, one per step with a ``TuneStep`` as detail. ``Cancelled`` raised by it after a step ends
            them, and what was reached is judged; before the first, and during the check, it passes through.
        fusion, similarity: of the final order.
        frozen: the untuned model if ``embedder`` is a tuned one: the outcome may not be worse than it either.
        seed: of all chance.
        learning_rate: of Adam.

    Raises:
        TuningFailed: with fewer than two products.
        DeviceUnusable: if the device's memory is too small for one image.
        NotFinite: if the model itself, or the untuned one, fails on a picture.
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
    teaching, judging = split_families(rng)
    half = len(judging) // 2
    to_choose, to_check = spread(len(images), _CHOOSE_PHOTOS, rng), spread(len(images), _CHECK_PHOTOS, rng)
    meter = Meter(report, Stage.PREPARING, len(images) + len(to_choose) + len(to_check))
    small, views = [], []
    for image in images:
        small.append(reduced(image, _VIEWED_SIDE))
        views.append(embedder.view(image))
        meter.advance(1)
    choosing = []
    for product in to_choose:
        choosing.append((product, embedder.view(made_of(small[product], judging[:half], rng))))
        meter.advance(1)
    checking = []
    for product in to_check:
        checking.append((product, made_of(images[product], judging[half:], rng)))
        meter.advance(1)

    material = Material(views, small, choosing, teaching)
    copy = trainable(embedder)
    with tempfile.TemporaryDirectory(prefix="stockmatch-") as folder:
        path = Descent(Path(folder))
        try:
            go(copy, embedder, material, path, report, learning_rate=learning_rate, rng=rng)
        except Cancelled:
            if len(path.steps) < 2:
                raise
            path.stopped = True
        chosen = smallest_within_one_error(path.losses) if path.losses else 0
        proposal = path.weights(chosen) if chosen else None

    models = [embedder, *([frozen] if frozen is not None and proposal is not None else [])]
    meter = Meter(report, Stage.CHECKING, (len(models) + (proposal is not None)) * (len(images) + len(checking)))

    def finally_found(model: Embedder) -> list[tuple[int, float]]:
        return found_by(model, images, checking, meter, fusion=fusion or Fusion(), similarity=similarity)

    known = [finally_found(model) for model in models]
    after, better = known[0], False
    if proposal is not None:
        proposed = copy.restored(proposal)
        try:
            after = finally_found(proposed)
        except NotFinite:
            path.diverged, chosen = True, 0
        else:
            products = [product for product, _ in checking]
            better = all(_no_worse(after, other) for other in known)
            better = better and more_likely(products, *([loss for _, loss in found] for found in (known[0], after)))
            better = better and _likelier(embedder, proposed, material, checking, meter)
    outcome = TuneOutcome(
        better=better,
        reason=reason_by_pseudo_photos(
            chosen, _errors(known[0]), _errors(after), diverged=path.diverged, better=better
        ),
        steps=tuple(path.steps),
        chosen_step=chosen if better else 0,
        before=_errors(known[0]),
        after=_errors(after if better else known[0]),
        products=len(images),
        check_photos=len(checking),
        stopped=path.stopped,
        seconds=time.monotonic() - started,
        method=TuneMethod.BACKBONE,
    )
    return Tuned(outcome, proposal if better else None)


def _errors(found: Sequence[tuple[int, float]]) -> TuneFigures:
    return figures([rank for rank, _ in found])


def _likelier(
    embedder: Embedder,
    proposal: Embedder,
    material: Material,
    checking: Sequence[tuple[int, Pixels]],
    meter: Meter,
) -> bool:
    """Whether looks and patches alone make significantly more products likelier than before."""
    photos = [(product, embedder.view(pixels)) for product, pixels in checking]
    objective = Objective(seen_by(embedder, material.views, meter))
    before, after = (judged(model, objective, material.views, photos, meter) for model in (embedder, proposal))
    if before is None or after is None:
        return False
    return more_likely([product for product, _ in checking], before[1], after[1])


def _no_worse(found: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> bool:
    """Likelier in the mean, and no more mistakes, nor more that are not among the first five."""
    likelier = sum(loss for _, loss in found) < sum(loss for _, loss in other)
    mine, theirs = _errors(found), _errors(other)
    return likelier and mine.top1_error <= theirs.top1_error and mine.top5_error <= theirs.top5_error
