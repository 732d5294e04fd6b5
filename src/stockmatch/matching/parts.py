"""The parts that a catalogue's products are made of, as the backbone sees them, and where a photo has such parts."""

from dataclasses import dataclass

import numpy as np

from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.features import Rows, evenly

MEAN_SHARE = 0.6
"""How much of the mean direction is taken off, of cells as of whole looks: none leaves what all pictures share, all of
it hurts where the photos show few products. Measured over three sets and four networks."""

_IMAGES = 400
_PARTS = 2_000
_OF_PRODUCT = 0.5
_NEAREST = 5


@dataclass(frozen=True)
class Parts:
    """Cells of the catalogue's feature maps.

    Attributes:
        mean: mean of unit cells, shape (channels,).
        products: what the last layer sees of cells of products, less their mean, unit, shape (n, channels less
            ``earlier``), n >= 1.
        earlier: how many channels, the first ones, are an earlier layer's, see ``LookSize``.
        adapter: what tuning learnt of them; None for nothing.
    """

    mean: Floats
    products: Floats
    earlier: int = 0
    adapter: PartsAdapter | None = None

    @property
    def knows_things(self) -> bool:
        """See ``LookSize.knows_things``."""
        return self.earlier < len(self.mean)

    @staticmethod
    def of(rows: Rows, earlier: int = 0, adapter: PartsAdapter | None = None) -> "Parts":
        """From a sample of at most 400 images."""
        sample = [rows[int(place)] for place in evenly(len(rows), _IMAGES)]
        cells = unit(np.concatenate([row["cells"] for row in sample]).astype(np.float32))
        weights = np.concatenate([row["weights"] for row in sample])
        mean = cells.mean(axis=0)
        of_product = cells[weights > _OF_PRODUCT * 255]
        if not len(of_product):
            of_product = cells
        kept = np.random.default_rng(0).permutation(len(of_product))[:_PARTS]
        return Parts(mean, _things(of_product[kept], mean, earlier), earlier, adapter)

    def likeness(self, cells: Floats) -> Floats:
        """How much each cell of a photo looks like a part of some product, shape (height, width), -1 to 1.

        The mean over the five most similar parts. A face, a hand or a shop resembles no product's part, and so cannot
        take the match over. What the last layer sees tells that: its detail differs between a supplier's studio and a
        shop.

        Only for a backbone whose map knows things.

        Args:
            cells: unit, shape (height, width, channels).
        """
        flat = _things(cells.reshape(-1, cells.shape[-1]), self.mean, self.earlier)
        similar = flat @ self.products.T
        nearest = min(_NEAREST, similar.shape[1])
        best = np.partition(similar, -nearest, axis=1)[:, -nearest:]
        return np.asarray(best.mean(axis=1).reshape(cells.shape[:2]), dtype=np.float32)

    def centred(self, cells: Floats, mean: Floats) -> Floats:
        """Unit cells less a share of their domain's mean, changed as tuning learnt, unit again, shape (n, channels)."""
        centred = unit(cells - np.float32(MEAN_SHARE) * mean)
        return centred if self.adapter is None else self.adapter.applied(centred)


def _things(cells: Floats, mean: Floats, earlier: int) -> Floats:
    """What the last layer sees of unit cells, less the mean, unit, shape (n, channels - earlier)."""
    return unit(cells[:, earlier:] - mean[earlier:])
