"""The study's training, as it was done and with batch norm and dropout as in use.

The loss is the study's: Σ_{i<j} z_i·z_j of the unit vectors of the catalogue, by Adam. "Faithful" trains in training
mode: batch norms take the batch's statistics and move their running ones, dropout drops. "Corrected" keeps both as they
are in use, so that only weights move.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from stockmatch.core.embedder import Prepared
from stockmatch.core.errors import DeviceUnusable
from stockmatch.core.message import Message
from stockmatch.core.vectors import Vectors
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.study.judging import first_products, kept_share, product_scores, ranks
from stockmatch.study.material import Material, all_pixels
from stockmatch.study.networks import draws
from stockmatch.study.results import Curve
from stockmatch.tuning.loss import unit_rows
from stockmatch.tuning.pseudo_set import PseudoSet
from stockmatch.tuning.pseudo_set import ranks as pseudo_ranks

LEARNING_RATE = 5e-5
"""Adam, as in the original study."""

GALLERY_STEP = 12
"""The study's gallery shows ConvNeXt after twelve steps."""

_BATCH = 16

Tick = Callable[[str], None]
"""Told what is being done between steps; may raise ``Cancelled``."""


class Pictures:
    """A set prepared for one network."""

    def __init__(self, material: Material, embedder: TorchEmbedder, seed: int) -> None:
        side = embedder.min_side
        self.images = [embedder.prepare(picture) for picture in all_pixels(material.images, side)]
        self.photos = [embedder.prepare(picture) for picture in all_pixels(material.photos, side)]
        self.in_loss: list[Prepared] = [self.images[index] for index in material.in_loss(seed)]


def train(
    embedder: TorchEmbedder,
    material: Material,
    pictures: Pictures,
    *,
    steps: int,
    faithful: bool,
    seed: int,
    tick: Tick,
    pseudo: PseudoSet | None = None,
    learning_rate: float = LEARNING_RATE,
) -> Curve:
    """Train a copy and judge it after every step; the given network is not changed.

    Vectors or losses that are no numbers end the curve at the last good step. Raises DeviceUnusable if the device's
    memory is too small, and what ``tick`` raises.
    """
    module = embedder.trainable_copy()
    copy = embedder.with_module(module, embedder.model_id)
    batches = [batch.images for batch in copy.batches(pictures.in_loss, None if faithful else _BATCH, whole=faithful)]
    optimiser = torch.optim.Adam(module.parameters(), lr=learning_rate)
    curve = Curve([], [], [], [], [], [], min(GALLERY_STEP, steps), None, faithful and draws(module))
    start: np.ndarray[tuple[int, ...], np.dtype[np.intp]] | None = None
    diverged = None
    with torch.random.fork_rng(devices=[embedder.device] if embedder.device.type == "cuda" else []):
        torch.manual_seed(seed)
        for step in range(steps + 1):
            tick(Message("step {step} of {steps}", step=step, steps=steps))
            images, photos = copy.embed(pictures.images), copy.embed(pictures.photos)
            if not (_in_bounds(images) and _in_bounds(photos)):
                diverged = step
                break
            scores = product_scores(material, images, photos)
            first = first_products(scores)
            start = first if start is None else start
            curve.ranks.append(ranks(material, scores))
            curve.squared.append(mean_squared_cosine(images[material.in_loss(seed)]))
            curve.kept.append(kept_share(start, first))
            if step == curve.gallery_step:
                curve.top.extend(first.tolist())
            if pseudo is not None:
                catalogue = images[material.first_images()]
                found = pseudo_ranks(catalogue, copy.embed(pseudo.prepared), pseudo.truth)
                curve.pseudo.append(float(np.mean([rank > 1 for rank in found])))
            if step < steps:
                try:
                    loss = descend(module, batches, optimiser, faithful=faithful)
                except torch.OutOfMemoryError as error:
                    raise DeviceUnusable(
                        Message(
                            "The memory of {device_name} is too small to train {backbone_id} on {count} pictures. "
                            "Choose the CPU, or leave this network out.",
                            device_name=embedder.device_name,
                            backbone_id=embedder.backbone_id,
                            count=len(pictures.in_loss),
                        )
                    ) from error
                if not math.isfinite(loss):
                    diverged = step + 1
                    break
                curve.loss.append(loss)
    return Curve(**{**vars(curve), "diverged": diverged})


def descend(module: nn.Module, batches: Sequence[Tensor], optimiser: torch.optim.Optimizer, *, faithful: bool) -> float:
    """One step; returns the loss before it. The network is left in eval mode.

    Args:
        module: the network.
        batches: normalised images, shape (n, 3, height, width) each. In faithful mode each is one batch to its norms.
        optimiser: of its parameters.
        faithful: whether to train in training mode.
    """
    module.train(faithful)
    optimiser.zero_grad()
    loss = _backward(module, batches)
    module.eval()
    if math.isfinite(loss):
        optimiser.step()
    return loss


def pair_sum(total: Tensor, count: int) -> Tensor:
    """Σ_{i<j} z_i·z_j = (‖Σz‖² − N) / 2 of ``count`` unit vectors that sum to ``total``."""
    return (total.pow(2).sum() - count) / 2


def _backward(module: nn.Module, batches: Sequence[Tensor]) -> float:
    count = sum(len(images) for images in batches)
    if len(batches) == 1:
        loss = pair_sum(unit_rows(module(batches[0])).sum(dim=0), count)
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())
    # Two passes, exact as long as both see the same: running statistics and random draws are put back between them.
    buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
    with torch.no_grad(), torch.random.fork_rng(devices=_cuda(batches[0])):
        total = sum((unit_rows(module(images)).sum(dim=0) for images in batches), torch.tensor(0.0))
    with torch.no_grad():
        for name, buffer in module.named_buffers():
            buffer.copy_(buffers[name])
    total = total.to(batches[0].device)
    for images in batches:  # ∂(‖Σz‖²/2) = Σ_i ∂z_i·Σz, and Σz is known
        (unit_rows(module(images)) @ total).sum().backward()  # type: ignore[no-untyped-call]
    return float(pair_sum(total, count))


def _cuda(images: Tensor) -> list[torch.device]:
    return [images.device] if images.device.type == "cuda" else []


def mean_squared_cosine(vectors: Vectors) -> float:
    """Mean of (z_i·z_j)² over i < j, 0 to 1; 0 for fewer than two vectors.

    The frame potential per pair: J. Benedetto, M. Fickus, "Finite normalized tight frames", Advances in Computational
    Mathematics 18 (2003).
    """
    count = len(vectors)
    if count < 2:
        return 0.0
    rows = unit_rows(torch.from_numpy(vectors).double())
    return float(((rows @ rows.T).pow(2).sum() - rows.pow(2).sum(dim=1).pow(2).sum()) / (count * (count - 1)))


def _in_bounds(vectors: Vectors) -> bool:
    """Whether lengths of vectors are numbers that float32 can hold."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(np.square(vectors).sum(axis=1)).all())
