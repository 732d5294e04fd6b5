"""What the tuning of a backbone descends: products apart from each other, and a pseudo-photo close to its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from stockmatch.core.embedder import Prepared
from stockmatch.matching.parts import MEAN_SHARE

LOOK_TEMPERATURE, PATCH_TEMPERATURE = 0.07, 0.05
"""What similarities are divided by; 0.07 is that of Z. Wu et al., "Unsupervised feature learning via non-parametric
instance discrimination", CVPR 2018. The best of many cells are more alike than looks are."""

_ROOM = 1 << 24
"""Similarities of cells that are held at once."""


@dataclass(frozen=True)
class Seen:
    """What a backbone sees in images.

    Attributes:
        looks: shape (n, dimension), not normalised.
        cells: of the feature maps, shape (n, cells, channels), not normalised.
    """

    looks: Tensor
    cells: Tensor

    def rows(self, start: int, end: int | None = None) -> "Seen":
        """Some of the images."""
        return Seen(self.looks[start:end], self.cells[start:end])

    @staticmethod
    def joined(parts: Sequence["Seen"]) -> "Seen":
        """All images of several, one behind the other."""
        return Seen(torch.cat([part.looks for part in parts]), torch.cat([part.cells for part in parts]))


def unit_rows(vectors: Tensor) -> Tensor:
    """Rows scaled to L2 norm 1 along the last axis, shape as given."""
    return nn.functional.normalize(vectors, dim=-1)


def frame_potential(vectors: Tensor) -> Tensor:
    """Mean of (z_i·z_j)² over i ≠ j of unit vectors, shape (n, dimension); 0 for fewer than two.

    J. Benedetto, M. Fickus, "Finite normalized tight frames", Advances in Computational Mathematics 18 (2003). Unlike
    the sum of pairwise dot products, which two opposite heaps of duplicates bring to its least too, only vectors that
    are as orthogonal as there is room for do.
    """
    count = len(vectors)
    if count < 2:
        return vectors.sum() * 0
    return ((vectors @ vectors.T).pow(2).sum() - vectors.pow(2).sum(dim=1).pow(2).sum()) / (count * (count - 1))


class Objective:
    """Frame potential of the products and exemplar InfoNCE of their pseudo-photos, by looks and by patches.

    InfoNCE: A. van den Oord, Y. Li, O. Vinyals, "Representation learning with contrastive predictive coding", 2018.
    Similarities are cosines of vectors less a share of the catalogue's mean, nearly as matching compares them.

    Args:
        catalogue: its images before any training.
    """

    def __init__(self, catalogue: Seen) -> None:
        self._look_mean = MEAN_SHARE * unit_rows(catalogue.looks).mean(dim=0)
        self._cell_mean = MEAN_SHARE * unit_rows(catalogue.cells).mean(dim=(0, 1))

    def logits(self, photos: Seen, products: Seen) -> list[Tensor]:
        """Similarities of all photos and products over their temperature, by looks and by patches, each of shape
        (photos, products)."""
        mean = self._look_mean.to(photos.looks)
        photo, product = (unit_rows(unit_rows(seen.looks) - mean) for seen in (photos, products))
        mean = self._cell_mean.to(photos.looks)
        here, there = (unit_rows(unit_rows(seen.cells) - mean) for seen in (photos, products))
        block = max(1, _ROOM // (there.shape[0] * there.shape[1] * here.shape[1]))
        blocks = [_patch_scores(here[start : start + block], there) for start in range(0, len(here), block)]
        return [photo @ product.T / LOOK_TEMPERATURE, torch.cat(blocks) / PATCH_TEMPERATURE]

    def loss(self, products: Seen, photos: Seen) -> Tensor:
        """Of products and one photo of each, in their order; a scalar."""
        truth = torch.arange(len(photos.looks), device=photos.looks.device)
        contrast = [nn.functional.cross_entropy(logits, truth) for logits in self.logits(photos, products)]
        return torch.stack([*contrast, frame_potential(unit_rows(products.looks))]).sum()


def _patch_scores(photos: Tensor, products: Tensor) -> Tensor:
    """Mean similarity of each cell's best cell in the other picture, both ways, shape (photos, products)."""
    similar = torch.einsum("pic,qjc->pqij", photos, products)
    return (similar.amax(dim=3).mean(dim=2) + similar.amax(dim=2).mean(dim=2)) / 2


def backward_in_passes(
    see: Callable[[Sequence[Prepared]], Seen], views: Sequence[Prepared], loss: Callable[[Seen], Tensor], largest: int
) -> float:
    """Accumulate the gradient of a loss of all views in the memory of a few of them; returns the loss.

    A first pass without gradients gives what is seen of all, and the loss its gradient with respect to that; a second
    pass takes it on to the weights, a batch at a time. Exact, as long as both passes see the same (GradCache: L. Gao et
    al., "Scaling deep contrastive learning batch size under memory limited setup", 2021).

    Args:
        see: what is seen of views, with the gradient of the weights; Classic's cells have none.
        views: of all images of the loss.
        loss: of what is seen of all, a scalar; of looks, cells or both.
        largest: most views in a batch.
    """
    starts = range(0, len(views), largest)
    with torch.no_grad():
        seen = Seen.joined([see(views[start : start + largest]) for start in starts])
    total = loss(Seen(seen.looks.requires_grad_(), seen.cells.requires_grad_()))
    gradients = torch.autograd.grad(total, (seen.looks, seen.cells), materialize_grads=True)
    for start in starts:
        again = see(views[start : start + largest])
        pairs = zip((again.looks, again.cells), gradients, strict=True)
        trained = [(output, gradient[start : start + largest]) for output, gradient in pairs if output.requires_grad]
        torch.autograd.backward([output for output, _ in trained], [gradient for _, gradient in trained])
    return float(total.detach())
