"""A low-rank change of cells, trained so that patches tell a photo's product from the others."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from stockmatch.core.scoring import rank_of
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.fusion import standardised
from stockmatch.matching.patches import PHOTO_SHARE, shut_out

RANK = 8
LEARNING_RATE = 1e-3
TEMPERATURE = 0.025
PHOTOS, IMAGES = 16, 32
"""In a batch: photos of different products, and images that each is compared with."""

_WEIGHT_DECAY = 1e-2
_CONFIRMED_SHARE = 0.5
"""Of the batches; the others, of pseudo-photos, keep what is learnt of a few products from spoiling the rest."""

_JUDGED_AT_ONCE = 8, 32


@dataclass(frozen=True, eq=False)
class PartsExamples:
    """Photos of known products and one image of each product, as patches see them.

    Attributes:
        images: centred cells, shape (products, m, channels), float32.
        image_weights: how much each belongs to the product, shape (products, m), 0 to 1.
        photos: centred cells, shape (photos, n, channels), float32.
        photo_weights: shape (photos, n), 0 to 1.
        truth: for each photo the place of its product in ``images``.
        confirmed: how many of the photos a person confirmed; they come first, pseudo-photos after them.
    """

    images: Tensor
    image_weights: Tensor
    photos: Tensor
    photo_weights: Tensor
    truth: tuple[int, ...]
    confirmed: int

    @property
    def closed(self) -> Tensor:
        """What is taken off where a photo's cell meets one that does not belong to an image's product."""
        off = [shut_out(weights) for weights in self.image_weights.cpu().numpy()]
        return torch.from_numpy(np.stack(off)).to(self.images.device)


class LowRank(nn.Module):
    """``PartsAdapter`` while it is trained; at first it changes nothing."""

    def __init__(self, channels: int, generator: torch.Generator) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(channels, RANK, generator=generator) / math.sqrt(channels))
        self.up = nn.Parameter(torch.zeros(RANK, channels))

    def forward(self, cells: Tensor) -> Tensor:
        return functional.normalize(cells + (cells @ self.down) @ self.up, dim=-1)

    def taken(self) -> PartsAdapter:
        """What it is now."""
        down, up = (matrix.detach().cpu().numpy().copy() for matrix in (self.down, self.up))
        return PartsAdapter(down, up)


def patch_scores(
    photos: Tensor, photo_weights: Tensor, images: Tensor, image_weights: Tensor, closed: Tensor
) -> Tensor:
    """``patches.patch_score`` of all photos with all images, shape (photos, images); with gradients.

    The late interaction of O. Khattab, M. Zaharia, "ColBERT", SIGIR 2020, in both directions.
    """
    similar = torch.einsum("inc,jmc->ijnm", photos, images)
    forward = (similar - closed[None, :, None, :]).amax(dim=3)
    back = similar.amax(dim=2)
    counting = torch.where(image_weights.any(dim=1, keepdim=True), image_weights, 1.0)
    found = (back * counting).mean(dim=2) + PHOTO_SHARE * (forward * _shares(photo_weights)[:, None]).sum(dim=2)
    return found / (counting.mean(dim=1) + PHOTO_SHARE)


def _shares(weights: Tensor) -> Tensor:
    total = weights.sum(dim=1, keepdim=True)
    return torch.where(total > 0, weights / total.clamp(min=1e-12), torch.full_like(weights, 1 / weights.shape[1]))


class Trainer:
    """Trains one change on some of the photos.

    Exemplar InfoNCE: A. Dosovitskiy et al., "Discriminative unsupervised feature learning with exemplar CNNs", TPAMI
    2016, with the loss of A. van den Oord et al., arXiv 1807.03748, photo to image and image to photo. The features
    are fixed, so that a step costs the same for any catalogue.

    Args:
        examples: the photos.
        chosen: which of them may be used.
        seed: of the batches and of the start.
    """

    def __init__(self, examples: PartsExamples, chosen: Sequence[int], *, seed: int) -> None:
        self._examples = examples
        self._closed = examples.closed
        self._near = _neighbours(examples)
        self._rng = np.random.default_rng(seed)
        self._photos_of: dict[bool, dict[int, list[int]]] = {True: defaultdict(list), False: defaultdict(list)}
        for photo in chosen:
            self._photos_of[photo < examples.confirmed][examples.truth[photo]].append(photo)
        channels = examples.images.shape[-1]
        self.change = LowRank(channels, torch.Generator().manual_seed(seed)).to(examples.images.device)
        self._optimiser = torch.optim.AdamW(
            self.change.parameters(), lr=LEARNING_RATE, weight_decay=_WEIGHT_DECAY, foreach=False
        )

    def loss(self) -> Tensor:
        """Of the next batch."""
        examples = self._examples
        photos, images = self._batch()
        scores = patch_scores(
            self.change(examples.photos[photos]),
            examples.photo_weights[photos],
            self.change(examples.images[images]),
            examples.image_weights[images],
            self._closed[images],
        )
        scores = scores / TEMPERATURE
        right = torch.arange(len(photos), device=scores.device)
        back = scores[:, : len(photos)].T
        return (functional.cross_entropy(scores, right) + functional.cross_entropy(back, right)) / 2

    def step(self) -> float:
        """Take one step; the loss before it. Where that is not finite nothing is changed."""
        loss = self.loss()
        value = float(loss.detach())
        if math.isfinite(value):
            self._optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimiser.step()
        return value

    def _batch(self) -> tuple[list[int], list[int]]:
        """Photos of different products, and images: their products', one that looks like each of those, and others."""
        confirmed, made = self._photos_of[True], self._photos_of[False]
        photos_of = confirmed if confirmed and (not made or self._rng.random() < _CONFIRMED_SHARE) else made
        products = [int(product) for product in self._rng.permutation(list(photos_of))[:PHOTOS]]
        photos = [photos_of[product][int(self._rng.integers(len(photos_of[product])))] for product in products]
        images = dict.fromkeys(products)
        for product in products:
            images.update(dict.fromkeys([near for near in self._near[product] if near not in images][:1]))
        images.update(dict.fromkeys(int(other) for other in self._rng.permutation(len(self._near))))
        return photos, list(images)[: max(IMAGES, len(products))]


def _neighbours(examples: PartsExamples) -> list[list[int]]:
    """For each product those that look most like it, best first, at most five."""
    middle = torch.einsum("pm,pmc->pc", _shares(examples.image_weights), examples.images)
    middle = functional.normalize(middle, dim=1)
    alike = (middle @ middle.T).fill_diagonal_(-math.inf)
    count = min(5, len(alike) - 1)
    return [[int(one) for one in row] for row in alike.topk(count, dim=1).indices]


def ranks(examples: PartsExamples, photos: Sequence[int], adapter: PartsAdapter | None) -> list[int]:
    """Rank of the true product of each of these photos, by patches alone, changed by an adapter."""
    return judged(examples, photos, adapter, 1.0)[0]


def judged(
    examples: PartsExamples, photos: Sequence[int], adapter: PartsAdapter | None, weight: float
) -> tuple[list[int], list[float]]:
    """The same, and how unlikely patches find the true product: its negative log-likelihood, in nats.

    Args:
        examples: the photos.
        photos: which of them.
        adapter: the change.
        weight: of patches, as ``matching.fusion`` has it, where their scores are standardised; so the likelihood does
            not depend on their scale, which a change alters.
    """
    scores = _all_scores(examples, photos, adapter).cpu().numpy().astype(np.float64)
    truths = [examples.truth[photo] for photo in photos]
    logits = [weight * standardised(row) for row in scores]
    losses = [float(np.logaddexp.reduce(row) - row[truth]) for row, truth in zip(logits, truths, strict=True)]
    return [rank_of(row, [truth]) for row, truth in zip(scores, truths, strict=True)], losses


def _all_scores(examples: PartsExamples, photos: Sequence[int], adapter: PartsAdapter | None) -> Tensor:
    """Patch scores of photos with the images of all products, shape (photos, products)."""
    photo_step, image_step = _JUDGED_AT_ONCE
    closed = examples.closed
    with torch.inference_mode():
        images = _changed(examples.images, adapter)
        rows = [torch.zeros((0, len(images)), device=images.device)]
        for start in range(0, len(photos), photo_step):
            some = list(photos[start : start + photo_step])
            cells = _changed(examples.photos[some], adapter)
            columns = [
                patch_scores(
                    cells,
                    examples.photo_weights[some],
                    images[first : first + image_step],
                    examples.image_weights[first : first + image_step],
                    closed[first : first + image_step],
                )
                for first in range(0, len(images), image_step)
            ]
            rows.append(torch.cat(columns, dim=1))
        return torch.cat(rows)


def _changed(cells: Tensor, adapter: PartsAdapter | None) -> Tensor:
    if adapter is None:
        return cells
    down, up = (torch.from_numpy(matrix).to(cells.device) for matrix in (adapter.down, adapter.up))
    return functional.normalize(cells + (cells @ down) @ up, dim=-1)
