"""Which confirmed photos count as further images of their products, and what is known of them."""

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.evidence import Region
from stockmatch.core.ports import Embedder, Pixels
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.imaging.decode import decode_bytes, read_file
from stockmatch.matching.features import FEATURES_VERSION, row_type
from stockmatch.matching.learnt import LearntPhotos
from stockmatch.matching.prepare import describe_confirmed, least_side
from stockmatch.store.catalogue_store import CatalogueStore, ConfirmedPhoto

MOST_PHOTOS = 10
"""Of one product, those confirmed last, so that a wrong one passes."""

_VERSION = 1
"""Raised whenever another part of a photo is described."""


class ConfirmedPhotos:
    """The confirmed photos of a catalogue under one model, with their features in the model's feature file.

    Args:
        store: of the catalogue.
        snapshot: the catalogue in service.
        embedder: its model.
        propose: gives the part of a photo that shows the product, of its content hash and pixels.
    """

    def __init__(
        self,
        store: CatalogueStore,
        snapshot: Snapshot,
        embedder: Embedder,
        propose: Callable[[str, Pixels], Region],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._propose = propose
        self._products = {product.key: index for index, product in enumerate(snapshot.products)}
        self._lost: set[str] = set()

    def known(self) -> LearntPhotos | None:
        """Those whose features are there; None for none. Reads no photo.

        Raises:
            RecordsError: if the feature file cannot be read.
        """
        return self._collect(None)

    def all(self, report: Report) -> LearntPhotos | None:
        """Those whose features are there, or can be had from the photo's file; None for none.

        A file that is gone, or is not the one that was decided on, is tried once and left out.

        Raises:
            RecordsError: if the feature file cannot be read or written.
            Cancelled: when the report does; what was described is kept.
        """
        return self._collect(report)

    def _collect(self, report: Report | None) -> LearntPhotos | None:
        features = self._store.features(self._embedder.model_id, row_type(self._embedder.look_size), FEATURES_VERSION)
        numbers = features.load()
        wanted = [photo for photo in self._store.confirmed_photos() if photo.product_key in self._products]
        meter = Meter(report, Stage.LEARNING, len(wanted)) if report is not None else None
        kept: dict[str, ConfirmedPhoto] = {}
        counts: Counter[str] = Counter()
        described = False
        for photo in wanted:
            key = key_of(photo)
            if counts[photo.product_key] < MOST_PHOTOS:
                if key not in numbers and meter is not None and key not in self._lost:
                    try:
                        features.append([key], self._describe(photo))
                    except UnreadableImage:
                        self._lost.add(key)
                    else:
                        numbers[key] = -1
                        described = True
                if key in numbers:
                    kept[key] = photo
                    counts[photo.product_key] += 1
            if meter is not None:
                meter.advance(1)
        if not kept:
            return None
        if described:
            numbers = features.load()
        owner = [self._products[photo.product_key] for photo in kept.values()]
        rows = features.rows([numbers[key] for key in kept])
        return LearntPhotos.of(rows, list(kept), [photo.sha256 for photo in kept.values()], owner)

    def _describe(self, photo: ConfirmedPhoto) -> npt.NDArray[np.void]:
        """Raises UnreadableImage if the file is not there any more or is another one now."""
        data = read_file(Path(photo.path))
        if hashlib.sha256(data).hexdigest() != photo.sha256:
            raise UnreadableImage("The file is not the one that was decided on.")
        pixels = decode_bytes(data, least_side(self._embedder))
        region = photo.region if photo.region is not None else self._propose(photo.sha256, pixels)
        return describe_confirmed(pixels, self._embedder, region)


def key_of(photo: ConfirmedPhoto) -> str:
    """What a confirmed photo's features are kept under: its content hash, made one with the person's region.

    It differs from the hash itself, under which a supplier's picture of the same bytes is kept: of a photo the region
    alone is described.
    """
    region = "" if photo.region is None else " ".join(repr(side) for side in vars(photo.region).values())
    return hashlib.sha256(f"confirmed {_VERSION} {photo.sha256} {region}".encode()).hexdigest()
