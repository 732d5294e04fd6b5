"""Tuning a backbone without labels: products apart and pseudo-photos close to their own, checked in the final order."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import Cancelled, NotFinite
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneMethod, TuneOutcome
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.prepare import reduced
from stockmatch.tuning.descent import Descent, Material, go, judged, seen_by
from stockmatch.tuning.final_order import FinalOrder
from stockmatch.tuning.loss import Objective
from stockmatch.tuning.pseudo_set import made_of, split_families, spread
from stockmatch.tuning.trainable import trainable
from stockmatch.tuning.trial import smallest_within_one_error
from stockmatch.tuning.verdict import (
    confirmed,
    errors,
    no_worse,
    nothing_chosen,
    refusal_alone,
    refusal_by_untuned,
    refusal_in_final_order,
    too_few_products,
)

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
        TuningFailed: with fewer than ``core.tuning.LEAST_PRODUCTS`` pictures.
        DeviceUnusable: if the device's memory is too small for one image.
        NotFinite: if the model itself, or the untuned one, fails on a picture.
        Cancelled: when the report does before the first step or during the check.
    """
    if len(images) < LEAST_PRODUCTS:
        raise too_few_products()
    started = time.monotonic()
    rng = np.random.default_rng(seed)
    if len(images) > MAX_PRODUCTS:
        images = [images[i] for i in sorted(rng.choice(len(images), MAX_PRODUCTS, replace=False))]
    material, checking = _made(embedder, images, report, rng)
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
    final = FinalOrder(images, checking, fusion=fusion, similarity=similarity)
    known = [final.under(model, meter) for model in models]
    after = known[0]
    refusal: str | None = nothing_chosen(diverged=path.diverged)
    if proposal is not None:
        proposed = copy.restored(proposal)
        try:
            after = final.under(proposed, meter)
        except NotFinite:
            refusal = nothing_chosen(diverged=True)
        else:
            refusal = refusal_in_final_order(chosen, [product for product, _ in checking], known[0], after)
            if refusal is None and not all(no_worse(other, after) for other in known[1:]):
                refusal = refusal_by_untuned(chosen)
            refusal = refusal or _refusal_alone(chosen, (embedder, proposed), material, checking, meter)
    better = refusal is None
    outcome = TuneOutcome(
        better=better,
        reason=refusal or confirmed(chosen),
        steps=tuple(path.steps),
        chosen_step=chosen if better else 0,
        before=errors(known[0]),
        after=errors(after if better else known[0]),
        products=len(images),
        check_photos=len(checking),
        stopped=path.stopped,
        seconds=time.monotonic() - started,
        method=TuneMethod.BACKBONE,
    )
    return Tuned(outcome, proposal if better else None)


def _made(
    embedder: Embedder, images: Sequence[Pixels], report: Report, rng: np.random.Generator
) -> tuple[Material, list[tuple[int, Pixels]]]:
    """What teaches and chooses, and the photos of the check with their products."""
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

    return Material(views, small, choosing, teaching), checking


def _refusal_alone(
    step: int,
    models: tuple[Embedder, Embedder],
    material: Material,
    checking: Sequence[tuple[int, Pixels]],
    meter: Meter,
) -> str | None:
    """Whether looks and patches alone make significantly more products likelier than before; if not, why not."""
    photos = [(product, models[0].view(pixels)) for product, pixels in checking]
    objective = Objective(seen_by(models[0], material.views, meter))
    before, after = (judged(model, objective, material.views, photos, meter) for model in models)
    if before is None or after is None:
        return nothing_chosen(diverged=True)
    return refusal_alone(step, [product for product, _ in checking], before[1], after[1])
