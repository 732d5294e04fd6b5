"""Which products are looked at closely: several orders joined, and products of one picture counted once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_FURTHER_TWINS = 100
"""Products more with each picture; a supplier's placeholder may be the picture of half the catalogue."""


def in_turns(rankings: Sequence[npt.NDArray[np.intp]]) -> npt.NDArray[np.intp]:
    """All products, first the first of each ranking, then the second of each, as far as they are new.

    Args:
        rankings: orders of the same products, each of shape (products,).
    """
    products = np.stack(rankings, axis=1).ravel()
    _, first = np.unique(products, return_index=True)
    return np.asarray(products[np.sort(first)])


def different(ranked: npt.NDArray[np.intp], shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The first of the products that show each picture, in their order.

    Args:
        ranked: products, the best first.
        shown: for each product of the catalogue a number of the picture that is shown of it, equal for equal ones.
    """
    _, first = np.unique(shown[ranked], return_index=True)
    return np.asarray(ranked[np.sort(first)])


def with_twins(products: npt.NDArray[np.intp], shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The products, and behind them others that show the picture of one of them, 100 of each at most.

    Args:
        products: of different pictures.
        shown: as for ``different``.
    """
    left = dict.fromkeys(shown[products].tolist(), _FURTHER_TWINS)
    there = set(products.tolist())
    twins = []
    for product in np.flatnonzero(np.isin(shown, shown[products])).tolist():
        picture = int(shown[product])
        if product not in there and left[picture]:
            left[picture] -= 1
            twins.append(product)
    return np.concatenate([products, np.array(twins, np.intp)])
