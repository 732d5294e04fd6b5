"""The study's loss, exact in the memory of one minibatch."""

from collections.abc import Iterable

from torch import Tensor, nn


def unit_rows(vectors: Tensor) -> Tensor:
    """Rows scaled to L2 norm 1, shape as given."""
    return nn.functional.normalize(vectors, dim=1)


def pairwise_dot_product(total: Tensor, count: int) -> float:
    """The study's loss per pair: the mean dot product of two of ``count`` unit vectors whose sum is ``total``.

    Σ_{i<j} z_i·z_j = (‖Σz‖² − N) / 2, so only the sum is needed. Returns -1 to 1; 0 for fewer than two vectors.
    """
    if count < 2:
        return 0.0
    return float((total.double().pow(2).sum() - count) / (count * (count - 1)))


def backward_in_batches(batches: Iterable[Tensor], total: Tensor, count: int, *, per_pair: bool = True) -> None:
    """Accumulate the gradient of ``pairwise_dot_product`` batch by batch.

    The gradient of ‖Σz‖²/2 with respect to the weights is Σ_i (∂z_i)·Σz; with Σz fixed from a first pass each batch
    contributes on its own, and the sum equals the full-batch gradient as long as forwards are repeatable.

    Args:
        batches: unit vectors with gradients, shape (n, dimension) each; every vector occurs in one batch.
        total: Σz of all of them, without gradient, shape (dimension,).
        count: how many there are, at least 2.
        per_pair: False for the gradient of the study's own sum over all pairs.
    """
    scale = 2.0 / (count * (count - 1)) if per_pair else 1.0
    for vectors in batches:
        ((vectors @ total).sum() * scale).backward()  # type: ignore[no-untyped-call]
