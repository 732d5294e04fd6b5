"""The study's "if labeled data is available": a head trained by triplets on confirmed pairs, judged on other products.

Source of the loss: F. Schroff, D. Kalenichenko, J. Philbin, "FaceNet", CVPR 2015 (here every photo with its product and
every other product of the training part). The two branches share the frozen network and the head, as in a Siamese
network; only the head learns, since a few dozen pairs cannot teach millions of weights.
"""

import numpy as np
import torch
from torch import Tensor, nn

from stockmatch.core.vectors import Vectors
from stockmatch.study.judging import product_scores, ranks
from stockmatch.study.material import Material
from stockmatch.study.results import Triplets
from stockmatch.study.training import Tick
from stockmatch.tuning.loss import unit_rows

FOLDS = 5
_RANK = 32
_MARGIN = 0.2
_STEPS = 100
_RATE = 1e-3
_DECAY = 1e-2


class LowRankHead(nn.Module):
    """x + x·U·V for unit vectors x: at first the identity, for V begins with zeros."""

    def __init__(self, dimension: int, generator: torch.Generator) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(dimension, _RANK, generator=generator) / dimension**0.5)
        self.up = nn.Parameter(torch.zeros(_RANK, dimension))

    def forward(self, vectors: Tensor) -> Tensor:
        """Unit vectors, shape as given."""
        rows = unit_rows(vectors)
        return unit_rows(rows + rows @ self.down @ self.up)


def cross_validate(material: Material, images: Vectors, photos: Vectors, seed: int, tick: Tick) -> Triplets:
    """Divide the photographed products into folds; train on all but one, judge the photos of that one.

    All products stay in the catalogue that is ranked; a left-out product is in no triplet.

    Args:
        images: frozen features, shape (images, dimension).
        photos: shape (photos, dimension).
    """
    groups = material.groups
    present = np.unique(groups)
    before = ranks(material, product_scores(material, images, photos))
    folds = min(FOLDS, len(present))
    if folds < 3 or min(len(truth) for truth in material.truth) == len(material.products):
        return Triplets(before, before, 0)
    mixed = np.random.default_rng(seed).permutation(present)
    after = list(before)
    for number in range(folds):
        tick(f"fold {number + 1} of {folds}")
        left_out = {int(product) for product in mixed[number::folds]}
        trained_on = np.array([not (truth & left_out) for truth in material.truth])
        head = _trained(material, images, photos, left_out, trained_on, seed=seed + number)
        with torch.no_grad():
            new_images, new_photos = (head(torch.from_numpy(vectors)).numpy() for vectors in (images, photos))
        judged = ranks(material, product_scores(material, new_images, new_photos))
        for photo in np.flatnonzero(np.isin(groups, sorted(left_out))):
            after[photo] = judged[photo]
    return Triplets(before, after, folds)


def _trained(
    material: Material,
    images: Vectors,
    photos: Vectors,
    left_out: set[int],
    trained_on: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]",
    *,
    seed: int,
) -> LowRankHead:
    head = LowRankHead(images.shape[1], torch.Generator().manual_seed(seed))
    owner = np.asarray(material.owner)
    known = np.flatnonzero(~np.isin(owner, sorted(left_out)))
    right = torch.tensor(
        [[int(product) in truth for product in owner[known]] for truth in material.truth], dtype=torch.bool
    )[torch.from_numpy(trained_on)]
    anchors, catalogue = torch.from_numpy(photos[trained_on]), torch.from_numpy(images[known])
    optimiser = torch.optim.Adam(head.parameters(), lr=_RATE, weight_decay=_DECAY)
    for _ in range(_STEPS if bool(right.any()) else 0):
        cosines = head(anchors) @ head(catalogue).T
        positive = cosines.masked_fill(~right, -torch.inf).amax(dim=1, keepdim=True)
        violated = (cosines - positive + _MARGIN).clamp(min=0).masked_fill(right, 0.0)
        loss = violated.sum() / max(1, int((violated > 0).sum()))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return head
