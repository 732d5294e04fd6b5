"""Which confirmed photos count as further images of their products, and what is known of them."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.evidence import WHOLE, Region
from stockmatch.core.learning import MOST_PHOTOS
from stockmatch.core.message import Message
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.imaging.decode import decode_bytes, read_file
from stockmatch.matching.features import FEATURES_VERSION, row_type
from stockmatch.matching.kin import Agreements
from stockmatch.matching.learnt import LearntPhotos
from stockmatch.matching.prepare import describe_confirmed, least_side
from stockmatch.store.catalogue_store import CatalogueStore, ConfirmedPhoto
from stockmatch.store.feature_file import FeatureFile

_ROUND_SECONDS = 5.0
_VERSION = 1
"""Raised whenever another part of a photo is described."""


class ConfirmedPhotos:
    """The confirmed photos of a catalogue under one model, with their features in the model's feature file.

    Args:
        store: of the catalogue.
        snapshot: the catalogue in service.
        embedder: its model.
    """

    def __init__(self, store: CatalogueStore, snapshot: Snapshot, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._products = {product.key: index for index, product in enumerate(snapshot.products)}
        self._lost: set[str] = set()
        self._compared: Agreements = {}

    def known(self) -> LearntPhotos | None:
        """Those whose features are there; None for none. Reads no photo.

        Raises:
            RecordsError: if the feature file cannot be read.
        """
        features = self._features()
        there = features.load()
        return self._together(features, list(self._latest(lambda photo: key_of(photo) in there)))

    def described(self, report: Report) -> tuple[LearntPhotos | None, bool]:
        """The same after others were described, the latest first, for some seconds; and whether none are left.

        A file that is gone, or is not the one that was decided on, is tried once and left out.

        Raises:
            RecordsError: if the feature file cannot be read or written.
            Cancelled: when the report does; what was described is kept.
        """
        features = self._features()
        there, left = features.load(), False
        until = time.monotonic() + _ROUND_SECONDS

        def usable(photo: ConfirmedPhoto) -> bool:
            nonlocal left
            report(Progress(Stage.LEARNING))
            key = key_of(photo)
            if key in there or key in self._lost:
                return key in there
            if time.monotonic() > until:
                left = True
                return False
            try:
                features.append([key], self._describe(photo))
            except UnreadableImage:
                self._lost.add(key)
                return False
            return True

        found = self._together(features, list(self._latest(usable)))
        return found, not left

    def count(self) -> int:
        """How many there are, described or not."""
        return sum(1 for _ in self._latest(lambda _photo: True))

    def products(self) -> list[int]:
        """Places in the catalogue of the products of all of them, described or not, the latest photo's first."""
        return [self._products[photo.product_key] for photo in self._latest(lambda _photo: True)]

    def opened(self, report: Report) -> Iterator[tuple[ConfirmedPhoto, int, Pixels]]:
        """The confirmed photos themselves, the latest first, each with its product's place and its pixels.

        What cannot be read, or is not what was decided on, is left out. Raises Cancelled when the report does.
        """
        for photo in self._latest(lambda _photo: True):
            report(Progress(Stage.PREPARING))
            try:
                pixels = self._read(photo)
            except UnreadableImage:
                continue
            yield photo, self._products[photo.product_key], pixels

    def pictures(self, report: Report) -> Iterator[tuple[int, Pixels, Region | None]]:
        """Like ``opened``: product, pixels, and the region the person drew."""
        for photo, product, pixels in self.opened(report):
            yield product, pixels, photo.region

    def _features(self) -> FeatureFile:
        layout = row_type(self._embedder.look_size)
        return self._store.features(self._embedder.model_id, layout, FEATURES_VERSION)

    def _latest(self, usable: Callable[[ConfirmedPhoto], bool]) -> Iterator[ConfirmedPhoto]:
        """The latest usable ones of each product that is in the catalogue."""
        counts: Counter[str] = Counter()
        for photo in self._store.confirmed_photos():
            wanted = photo.product_key in self._products and counts[photo.product_key] < MOST_PHOTOS
            if wanted and usable(photo):
                counts[photo.product_key] += 1
                yield photo

    def _together(self, features: FeatureFile, photos: Sequence[ConfirmedPhoto]) -> LearntPhotos | None:
        if not photos:
            return None
        keys = [key_of(photo) for photo in photos]
        numbers = features.load()
        return LearntPhotos.of(
            features.rows([numbers[key] for key in keys]),
            keys,
            [photo.sha256 for photo in photos],
            [self._products[photo.product_key] for photo in photos],
            self._compared,
        )

    def _describe(self, photo: ConfirmedPhoto) -> npt.NDArray[np.void]:
        """Raises UnreadableImage like ``_read``."""
        return describe_confirmed(self._read(photo), self._embedder, WHOLE if photo.region is None else photo.region)

    def _read(self, photo: ConfirmedPhoto) -> Pixels:
        """Raises UnreadableImage if the file is not there any more or is another one now."""
        data = read_file(Path(photo.path))
        if hashlib.sha256(data).hexdigest() != photo.sha256:
            raise UnreadableImage(Message("The file is not the one that was decided on."))
        return decode_bytes(data, least_side(self._embedder))


def key_of(photo: ConfirmedPhoto) -> str:
    """What a confirmed photo's features are kept under: its content hash, made one with the person's region.

    It differs from the hash itself, under which a supplier's picture of the same bytes is kept, so that neither takes
    the place of the other.
    """
    region = "" if photo.region is None else " ".join(repr(side) for side in vars(photo.region).values())
    return hashlib.sha256(f"confirmed {_VERSION} {photo.sha256} {region}".encode()).hexdigest()
