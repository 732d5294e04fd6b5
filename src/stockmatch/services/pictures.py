"""Small pictures of a catalogue's images while photos are matched: read from its folder, never waited for long."""

import functools
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from stockmatch.core.catalogue import CatalogueImage, Product
from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.message import Message
from stockmatch.imaging.decode import read_file
from stockmatch.imaging.thumbnail import thumbnail_of

SIDE = 480
"""Long side in px, at most."""

_KEPT = 64
"""Of those read last; look-alikes are asked for again and again."""

_SECONDS = 2.0
"""How long a picture is waited for; a network drive that has gone may not answer for minutes."""


class CataloguePictures:
    """The images of one catalogue, by the rows of their features. Safe to use from several threads.

    Args:
        folder: what the images' paths are relative to.
        products: in the order of their features.
    """

    def __init__(self, folder: Path, products: Sequence[Product]) -> None:
        self._products = products
        self._first_row = np.cumsum([0, *(len(product.images) for product in products)])
        self._read = functools.lru_cache(_KEPT)(functools.partial(_read, folder))
        self._waiting: threading.Thread | None = None

    def numbers(self) -> list[int]:
        """For each row a number, equal for images that are the same, byte for byte."""
        known: dict[str, int] = {}
        images = (image for product in self._products for image in product.images)
        return [known.setdefault(image.sha256, len(known)) for image in images]

    def first_row(self, product: int) -> int:
        """The row of a product's first image."""
        return int(self._first_row[product])

    def image(self, row: int) -> CatalogueImage:
        """The image with a row of features."""
        product = int(np.searchsorted(self._first_row, row, side="right")) - 1
        return self._products[product].images[row - self.first_row(product)]

    def read(self, row: int) -> Pixels:
        """An image in at most 480 x 480 px, RGB.

        Raises:
            UnreadableImage: where it cannot be read, or is another picture than the one that was indexed.
        """
        image = self.image(row)
        return self._read(image.path, image.sha256)

    def first_of(self, products: Sequence[int], gone: list[int] | None = None) -> Iterator[Pixels | None]:
        """The first image of each product; None where it is gone since it was indexed, noted in ``gone``."""
        for product in products:
            try:
                yield self.read(self.first_row(product))
            except UnreadableImage:
                if gone is not None:
                    gone.append(product)
                yield None

    def soon(self, row: int) -> Pixels | None:
        """An image within two seconds; None where it cannot be had, and without asking while the drive is silent."""
        if self._waiting is not None and self._waiting.is_alive():
            return None
        found: list[Pixels] = []
        reader = threading.Thread(target=_into, args=(found, self.read, row), daemon=True, name="picture")
        reader.start()
        reader.join(_SECONDS)
        if reader.is_alive():
            self._waiting = reader
        return found[0] if found else None


def _into(found: list[Pixels], read: Callable[[int], Pixels], row: int) -> None:
    try:
        found.append(read(row))
    except UnreadableImage:
        return


def _read(folder: Path, path: str, sha256: str) -> Pixels:
    data = read_file(folder / path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableImage(Message("The file has changed since it was indexed."))
    return thumbnail_of(data, SIDE)
