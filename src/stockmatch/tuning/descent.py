"""The path that the tuning of a backbone goes, and how far its points find pseudo-photos by look and patches."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from stockmatch.core.embedder import Embedder, Pixels, Prepared
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.scoring import rank_of
from stockmatch.core.tuning import TuneStep
from stockmatch.imaging.pseudo_photos import Family
from stockmatch.models.device import memory_too_small, room_on
from stockmatch.tuning.loss import Objective, Seen, backward_in_passes
from stockmatch.tuning.pseudo_set import figures, made_of
from stockmatch.tuning.trainable import Trainable

STEPS = 6
"""Points on the path that are judged."""

DESCENTS = 5
"""Of Adam from one to the next. All thirty are few: what is known of photos lies in the weights as they were."""

_PRODUCTS_A_DESCENT = 20
_BATCH = 8
_VIEW_BATCH = 16


@dataclass
class Descent:
    """The path: after each step the choosing photos' losses, and in a folder the weights half way there."""

    folder: Path
    steps: list[TuneStep] = field(default_factory=list)
    losses: list[list[float]] = field(default_factory=list)
    diverged: bool = False
    stopped: bool = False

    def weights(self, step: int) -> bytes:
        """Half way to a step from the first on, as ``Trainable.snapshot`` gives them."""
        return self._file(step).read_bytes()

    def keep(self, step: int, weights: bytes) -> None:
        """Note them: on disk, since those of all steps would take more memory than training does."""
        self._file(step).write_bytes(weights)

    def _file(self, step: int) -> Path:
        return self.folder / f"{step}.safetensors"


@dataclass(frozen=True)
class Material:
    """What a path is made of.

    Attributes:
        views: of the products.
        small: their pictures, no larger than views show.
        choosing: views of the photos that choose, each with its product's place.
        teaching: the families of transformations that teach.
    """

    views: list[Prepared]
    small: list[Pixels]
    choosing: list[tuple[int, Prepared]]
    teaching: Sequence[Family]


def go(
    model: Trainable,
    embedder: Embedder,
    material: Material,
    path: Descent,
    report: Report,
    *,
    learning_rate: float,
    rng: np.random.Generator,
) -> None:
    """Go the path to its end, or until something is no number.

    Args:
        model: what is trained, a copy of ``embedder``.
        embedder: the model as it was.
        material: what from.
        path: grows.
        report: progress, one per step with a ``TuneStep`` as detail, and often enough to be stopped.
        learning_rate: of Adam.
        rng: of all chance.

    Raises:
        DeviceUnusable: if the device's memory is too small for one image.
        Cancelled: when the report does.
    """
    meter = Meter(report, Stage.TUNING, STEPS * DESCENTS)
    optimiser = torch.optim.Adam(model.parameters(), lr=learning_rate)
    objective = Objective(seen_by(embedder, material.views, meter))
    largest = _BATCH
    for step in range(STEPS + 1):
        for _ in range(DESCENTS if step else 0):
            chosen = rng.permutation(len(material.views))[:_PRODUCTS_A_DESCENT]
            photos = [made_of(material.small[product], material.teaching, rng) for product in chosen]
            views = [material.views[product] for product in chosen] + [embedder.view(photo) for photo in photos]
            loss, largest = _descend(model, objective, views, optimiser, largest=largest, meter=meter)
            if not math.isfinite(loss):
                path.diverged = True
                return
            meter.advance(1)
        present = embedder
        if step:
            path.keep(step, model.snapshot())
            present = model.restored(path.weights(step))
        judgement = judged(present, objective, material.views, material.choosing, meter)
        del present  # or the card would hold it through the next descents
        if judgement is None:
            path.diverged = True
            return
        ranks, losses = judgement
        path.losses.append(losses)
        path.steps.append(TuneStep(step, sum(losses) / len(losses), figures(ranks).top1_error))
        meter.advance(0, path.steps[-1])


def _descend(
    model: Trainable,
    objective: Objective,
    views: Sequence[Prepared],
    optimiser: torch.optim.Optimizer,
    *,
    largest: int,
    meter: Meter,
) -> tuple[float, int]:
    """One descent, in batches of at most ``largest``, or half of it as often as the device's memory is too small.

    Args:
        model: what is trained.
        objective: what is descended.
        views: of products, and as many of a pseudo-photo of each.
        optimiser: of its parameters.
        largest: most views in a batch.
        meter: told after each batch, so that it can be stopped there.

    Returns:
        The loss before it; if that is not finite, nothing has changed. And the largest batch that fitted. Raises
        ``DeviceUnusable`` if not even one view fits.
    """
    count = len(views) // 2

    def see(some: Sequence[Prepared]) -> Seen:
        meter.advance(0)
        return model.see(some)

    def loss(seen: Seen) -> torch.Tensor:
        return objective.loss(seen.rows(0, count), seen.rows(count))

    while True:
        optimiser.zero_grad()
        try:
            found = backward_in_passes(see, views, loss, largest)
        except torch.OutOfMemoryError as error:
            if largest == 1:
                raise memory_too_small(model.device_name) from error
        else:
            if math.isfinite(found):
                _move(model, optimiser)
            return found, largest
        torch.cuda.empty_cache()
        largest //= 2


def _move(model: Trainable, optimiser: torch.optim.Optimizer) -> None:
    """A step of the optimiser, which on the first takes twice the weights' memory: it is not tried again."""
    with room_on(model.device_name):
        optimiser.step()
    optimiser.zero_grad()


def seen_by(embedder: Embedder, views: Sequence[Prepared], meter: Meter) -> Seen:
    """What a model sees in views, on the CPU; the meter is told after each batch."""
    parts = []
    for start in range(0, len(views), _VIEW_BATCH):
        meter.advance(0)
        look = embedder.look(views[start : start + _VIEW_BATCH])
        parts.append(Seen(torch.from_numpy(look.vectors), torch.from_numpy(look.maps).flatten(1, 2)))
    return Seen.joined(parts)


def judged(
    embedder: Embedder,
    objective: Objective,
    views: Sequence[Prepared],
    photos: Sequence[tuple[int, Prepared]],
    meter: Meter,
) -> tuple[list[int], list[float]] | None:
    """Ranks and losses of photos by look and patches together; None where they are no numbers.

    Args:
        embedder: the backbone.
        objective: what it was trained by.
        views: of the products.
        photos: views of them, each with its product's place.
        meter: told after each batch.
    """
    truth = [product for product, _ in photos]
    seen, products = (seen_by(embedder, some, meter) for some in ([view for _, view in photos], views))
    with torch.inference_mode():
        logits = torch.stack(objective.logits(seen, products)).sum(dim=0).double()
        losses = torch.nn.functional.cross_entropy(logits, torch.tensor(truth), reduction="none")
        lengths = [looks.pow(2).sum(dim=1) for looks in (seen.looks, products.looks)]
    if not all(bool(torch.isfinite(found).all()) for found in (losses, *lengths)):
        return None
    ranks = [rank_of(row, [product]) for row, product in zip(logits.numpy(), truth, strict=True)]
    return ranks, losses.tolist()
